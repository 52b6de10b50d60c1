"""How a class is doing, as one HTML page that needs no network and runs no script.

data      facts from the records of a batch
alike     work that is equal, or nearly
charts    drawn as SVG that may stand in a page
words     the texts of the page in each language
page      facts and charts through the template
"""
