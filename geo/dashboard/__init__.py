"""The dashboard: asks what to show, has geo answer, shows it. No rule of the domain lives here.

``app.py`` is the entry; here are what its pages share (``kept``, ``asked``, ``answer``) and one
module for each page.
"""
