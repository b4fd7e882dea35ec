"""Everything in this repository that is made from the catalogues: stubs, filters, pages of docs and counts.

For developers, in a checkout: ``python -m opencga_frames.renew`` writes what is out of date, ``--check`` only lists it.
"""
