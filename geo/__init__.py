"""Sahelscope: foreign military presence in the Sahel, no mark without its sentence.

The one way through, in import order::

    errors → dates → model → gazetteer → seeds, reference → corpus
           → resolve → situation → boundaries → style → layers
           → export → figures, webmap → commands
"""
