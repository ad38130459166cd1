"""The expression that cuts a text: at every place the first alternative that fits.

Everything that repeats is bounded or consumes what it repeats over, so that cutting takes time in proportion
to the text.
"""

from __future__ import annotations

import re
from typing import Final

_STOP_SIGNS: Final = "\u274c\u2716\u2717\u2718\u274e\U0001f44e\U0001f5d1\U0001f645\U0001f6ae\U0001f53b\U0001f534\U0001f6d1\u26d4\U0001f6ab"
_TARGET_SIGNS: Final = "\U0001f3af\U0001f539\U0001f535\U0001f537\u2705\U0001f7e2"
# Letters that Western languages are written with; other letters are taken a few at a time.
_MONTHS: Final = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
_LATIN: Final = r"A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
PIECE: Final = re.compile(
    r"""
      (?P<cross> (?<!\w):(?:x|no_entry(?:_sign)?|heavy_multiplication_x|(?:negative_squared_)?cross_mark|thumbsdown|wastebasket): )
    | (?P<skip> (?:https?://|www\.|t\.me/)\S+
        | (?<!\w):[a-z][a-z0-9_+-]{0,40}:
        | [0-9\#*]\ufe0f?\u20e3
        | @(?!(?i:market|limit|entry|price|around|between))[A-Za-z_][A-Za-z0-9_]{4,31}(?![A-Za-z0-9_.])
        | (?<![\d.,/-])(?:20[0-9]{2}(?P<by>[./-])(?:0?[1-9]|1[0-2])(?P=by)(?:0?[1-9]|[12][0-9]|3[01])
          | (?:0?[1-9]|[12][0-9]|3[01])(?P<of>[./-])(?:0?[1-9]|[12][0-9]|3[01])(?P=of) 20[0-9]{2})(?![\d/-]|[.,]\d)
        | (?m:^)[ ]*\(?(?:[1-9]|1[0-2])(?:[ ]?[).:\]]{1,3}(?=[ ]+[^\s\d]|[^\W\d]|[ ]+[0-9.,]+[ ]*(?![0-9.,% ]))
          |[:)](?=[0-9])(?![0-5][0-9](?![0-9.,])))
        | (?m:^)[ ]*\#[ ]?[0-9]{1,6}(?![\w.,])
        | (?<![\w.,])(?:[0-9]{1,2}(?:st|nd|rd|th)?[ ](?i:MONTHS)\b|(?i:MONTHS)[ ][0-9]{1,2}(?:st|nd|rd|th)?(?![\w]|[.,][0-9]))(?:,?[ ]20[0-9]{2}(?![\w.]))?
        | (?i:copyrights?|\(c\)|\u00a9)(?:[ ]?\u00a9)?[ ]{0,2}20[0-9]{2}(?:-20[0-9]{2})?(?![\w.])
        | (?<!\w)[vV][0-9]{1,2}(?:\.[0-9]{1,3}){1,3}(?![\w.])
        | (?<!\w)(?:GMT|UTC)[ ]?[+-][0-9]{1,2}(?::[0-9]{2})?(?![\w.])
      )
    | (?P<struck> (?<!~)~~(?!~) | (?<![~\w])~(?=[A-Za-z]) | [\u0335-\u0338] | </?(?i:s|del|strike)> )
    | (?P<expiry> (?i:(?:(?:we|i)[ ]will[ ])?(?:close|cancel|delete|remove)[ ](?:[a-z]{1,15}[ ]){0,4}if[ ]not[ ](?:triggered|filled|activated)
        [ ](?:with)?in[ ][0-9]{1,3}[ ](?:minutes?|hours?|days?)) )
    | (?P<placeholder> \{\{ | \}\} | \$\{ | %[sd]\b | <(?!(?:b|i|u|p|br|em|code|strong)>)[A-Za-z_ ]{1,30}> | [0-9]{0,9}[.,][xX]{2,} | \b[0-9]{1,9}[.,]?[0-9]{0,9}[xX]{2,} )
    | (?P<cashtag> \$(?=[A-Za-z]) )
    | (?P<listed> (?<![A-Za-z0-9_.,])(?: [0-9]{4,6}\.(?:TWO?|HK|SS|SZ|KS|KQ|T)
        | [0-9]{1,7}[A-Za-z]{2,9}(?:USDT|USDC|BUSD|USD)(?:\.P)? | [sS]&[pP][ ]?500 )(?![A-Za-z0-9_]) )
    | (?P<dotted> (?<![^\W_])(?: [sS][ ]?[./-][ ]?[lL] | [tT][ ]?[./-][ ]?[pP] | [rR][ ]?[:/-][ ]?[rR])(?![^\W\d_]) )
    | (?P<alien> (?![0-9])\d | [\u00bc-\u00be\u2150-\u215f\u2189] )
    | (?P<word> [LATIN]+(?:'[LATIN]+)? | [^\W\d_]{1,4} )
    | (?P<clock> (?<![\d.,])[0-9]{1,3}(?:\.[0-9]{1,2})?:[0-9]{1,3}(?:\.[0-9]{1,2})?(?::[0-9]{2})?(?![\d:]|[.,]\d) )
    | (?P<number> (?:(?<![^ \n:=@])\.)?[0-9](?:[.,]?[0-9])* )
    | (?P<newline> \n )
    | (?P<flags> [\U0001f1e6-\U0001f1ff]{2}[ /-]?[\U0001f1e6-\U0001f1ff]{2} )
    | (?P<at> @ )
    | (?P<question> [?\u061f\u2753\u2754\U0001f914] )
    """.replace("LATIN", _LATIN).replace("MONTHS", _MONTHS)
    + rf"| (?P<stopsign> [{_STOP_SIGNS}] ) | (?P<targetsign> [{_TARGET_SIGNS}] )",
    re.VERBOSE,
)
UNIT: Final = re.compile(
    r"""(?P<relative>[ ]{0,2}(?:%|(?:per[ ]?cent|pct|pips?|pipettes?|points?|pts?|ticks?|sats?|satoshis?)\b|\u9ede|\u70b9))
    |(?:x|r|h|d|w|m|st|nd|rd|th)\b
    |[ ]{0,2}(?:lots?(?![ ]{0,2}(?:size)?[ ]{0,2}[:=]?[ ]{0,2}[0-9])|hrs?|hours?|min[a-z]*|days|weeks|months|years|members?
        |doll[ae]rs?|users|traders|subscribers|times)\b""",
    re.VERBOSE | re.IGNORECASE,
)
