"""Abbreviations of the states of the United States."""

from __future__ import annotations

_TABLE = """
Alabama AL Ala
Alaska AK -
Arizona AZ Ariz
Arkansas AR Ark
California CA Calif Cal
Colorado CO Colo
Connecticut CT Conn
Delaware DE Del
Florida FL Fla
Georgia GA Ga
Hawaii HI -
Idaho ID -
Illinois IL Ill
Indiana IN Ind
Iowa IA -
Kansas KS Kan Kans
Kentucky KY Ky
Louisiana LA La
Maine ME -
Maryland MD Md
Massachusetts MA Mass
Michigan MI Mich
Minnesota MN Minn
Mississippi MS Miss
Missouri MO Mo
Montana MT Mont
Nebraska NE Neb Nebr
Nevada NV Nev
New_Hampshire NH N.H
New_Jersey NJ N.J
New_Mexico NM N.M
New_York NY N.Y
North_Carolina NC N.C
North_Dakota ND N.D
Ohio OH -
Oklahoma OK Okla
Oregon OR Ore Oreg
Pennsylvania PA Pa Penn
Rhode_Island RI R.I
South_Carolina SC S.C
South_Dakota SD S.D
Tennessee TN Tenn
Texas TX Tex
Utah UT -
Vermont VT Vt
Virginia VA Va
Washington WA Wash
West_Virginia WV W.Va
Wisconsin WI Wis
Wyoming WY Wyo
D_C DC D.C
"""
_ROWS = tuple(tuple(word.replace("_", " ") for word in row.split()) for row in _TABLE.split("\n") if row)

NAMES = {short: row[0] for row in _ROWS for short in row if short != "-"}
"""Full name, postal code, or newspaper abbreviation without its last full stop -> full name."""

CODES = tuple(row[1] for row in _ROWS)
"""Postal codes."""

DOTTED = "|".join(
    sorted((short.replace(".", r"\.") for row in _ROWS for short in row[2:] if short != "-"), reverse=True)
)
"""The pattern of a newspaper abbreviation without its last full stop."""

STATE = rf"(?:{DOTTED})\.|{'|'.join((*(row[0] for row in _ROWS), *CODES))}"
"""The pattern of a state in any of these forms."""
