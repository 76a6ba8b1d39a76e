"""Every write of the vote, by subject: `roll` and `letters` (who may vote), `box` and `count` (what was voted).

A code is looked up by `hash_code(code, settings.CODE_KEY.encode())`, without an edition: the voter's door knows none.
"""
