"""Characters that are drawn like others, or not at all."""

# Cyrillic and Greek letters that are drawn like Latin ones.
LOOKALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухԁԛԝһАΑΒΕΖΗΙΚΜΝΟΡΤΥΧανοιρυχκ" + "ɡıℓ∕⁄‚٬٫٪—–‐‑‒−’‘ʼ´`⁎∗",
    "ABESIJKMHOPCTYXaesijopcyxdqwhAABEZHIKMNOPTYXavoipuxk" + "gil//,,.%------'''''**",
)
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}  # categories of Unicode: control, format, surrogate, private, none
