"""Every word people read: catalogues, enum words, formats. The language is that of the running request or command."""

from texts.catalogue import LANGUAGES, N_, _, current, message, ngettext, preload, speak, using, words

_N = N_

__all__ = ["LANGUAGES", "N_", "_N", "_", "current", "message", "ngettext", "preload", "speak", "using", "words"]
