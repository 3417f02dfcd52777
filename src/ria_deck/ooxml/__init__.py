"""Office Open XML files read with byte spans, and edited by splicing: every part left alone stays byte for byte."""
