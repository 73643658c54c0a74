"""Pictures and other files, kept under the digest of their content. Knows not what uses them."""
