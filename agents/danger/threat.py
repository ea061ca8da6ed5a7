"""What people write who are threatened, followed or attacked, or who threaten.

Folded as `emergency` reads it: lower case, no accents, a blank for each apostrophe ("can t", "j ai").
"""

THREAT: dict[str, tuple[str, ...]] = {
    "es": (
        (
            r"(?:intent\w+|quiere\w*|quieren|trat\w+|tratando de) .{0,12}(?:entrar|meterse|forzar"
            r"|abrir)\b.{0,15}(?:mi|nuestra|la) (?:habitacion|puerta|cuarto|ventana)"
        ),
        r"forz\w+ (?:la|mi|nuestra) (?:puerta|cerradura|ventana)",
        r"me (?:esta[n]? |viene[n]? )?sigu(?:iendo|en|e un)|persigu\w+|me (?:vienen )?acech\w+",
        (
            r"(?:tiene\w*|trae\w*|con|saco|hay) (?:un |una )?(?:cuchillo|pistola|arma|navaja|machete"
            r"|revolver)\b(?! (?:de|para) (?:cocina|carne|cortar))"
        ),
        r"\barmad[oa]s?\b",
        r"(?:me|la|nos|le) (?:esta |estan )?(?:golpe\w+|pegan?do|peg[ao]\b|agred\w+|atac\w+|lastim\w+)",
        r"violencia",
        r"(?:me|nos|la|le) (?:esta |estan |ha |han )?amenaz\w+",
        r"me va a (?:matar|hacer dano|golpear|pegar)|nos va a matar|amenaza(?:s)? de (?:muerte|bomba)",
        r"(?:me|nos) (?:esta |estan |ha |han |siguen? )?acos\w+|acoso|no me deja en paz",
        r"me (?:toco|manose\w+|toca|tocaron)|(?:me )?violaron|violacion|abus\w+ (?:de mi|sexual\w*)",
        r"me drogaron",
        (
            r"(?:me|nos) (?:acaban de |quieren |estan |van a |intentaron )?(?:asalt(?:ar|aron|aran|ando)"
            r"|secuestr\w+)"
        ),
        r"(?:quieren|estan|intentan) robar(?:me|nos)?\b|nos quieren robar|me robaron con",
        r"robo a mano armada|ladron(?:es)? (?:en|dentro|adentro)",
        r"tengo (?:mucho )?miedo(?! (?:a|de) (?:las alturas|volar|los|las|que no|perder))",
        r"estoy en peligro|estamos en peligro|temo por mi",
        r"(?:llam\w+|avis\w+) (?:a )?(?:la )?policia",
        (
            r"(?:desconocid\w+|extran[oa]|intruso|hombre|tipo|alguien)\b.{0,20}(?:se metio|entro|esta "
            r"dentro|adentro) .{0,10}(?:de )?(?:mi|nuestra|la|al?|el) ?(?:cuarto|habitacion)"
        ),
        r"(?:se metio|entro) (?:un|una|alguien|el)\b.{0,25}(?:cuarto|habitacion)|intrusos?\b",
        r"(?:grit\w+|pid\w+) .{0,15}(?:ayuda|auxilio|socorro)|pelea muy",
        r"se estan (?:peleando|golpeando|matando)",
        r"\bbomba\b.{0,20}(?:hotel|edificio|habitacion)|(?:poner|puse|hay|pondre|pongo) una bomba",
        r"voy a matar(?:los|te|lo|la|le)?\b(?! el)|los voy a matar|te voy a matar|disparos?\b|tiroteo",
        r"dispar\w+",
    ),
    "en": (
        (
            r"(?:trying|tries|tried|attempt\w+) to (?:break in|break into|get into|enter|force|open) "
            r"(?:my|our|the)? ?(?:room|door|window)?"
        ),
        r"break(?:ing)? in(?:to)? (?:my|our|the)? ?(?:room|door)?|broke into|intruder",
        r"(?:being|s|is|are|been|keeps) (?:followed|following me|stalked|stalking)",
        r"follow(?:ing|ed) (?:me|us)|stalk(?:ing|ed|er)",
        (
            r"(?:has|with|have|had|pulled|got|carrying|holding|pointed) (?:a |an )?(?:knife|gun|weapon"
            r"|machete|pistol|rifle)\b"
        ),
        r"armed (?:man|men|person|robber)|at gunpoint|at knifepoint",
        (
            r"(?:hitting|hit|beat|beating|beats|hits|attack\w+|assault\w+|punch\w+"
            r"|chok(?:ed|ing)) (?:me|her|us|him|my)\b"
        ),
        r"(?:being|been|was|got) (?:beaten|attacked|assaulted|hit by|abused)|domestic violence",
        r"threat(?:en(?:ed|ing|s|ens)?|s)? (?:to|me|us|my|her|that)",
        r"(?:going to|will|ll|gonna|wants to|s) (?:kill|hurt) (?:me|us|my|her)\b|bomb threat",
        r"death threat",
        r"harass(?:ing|ed|es|ment|er)?\b|won ?t leave (?:me|us|her) alone",
        r"(?:touched|groped|grabbed|groping|touching) (?:me|my|her)\b|\braped?\b",
        r"sexual(?:ly)? (?:assault\w*|abuse\w*|harass\w*)|(?:spiked|drugged) (?:my|me|her)",
        r"(?:just |been |got |was |we were |getting )(?:just )?(?:robbed|mugged|held up|kidnapped)\b",
        r"(?:robbing|mugging|kidnapp\w+) (?:me|us|someone)",
        (
            r"\b(?:i ?m|i am|we ?re|we are|and|so|very|really|getting) (?:so |very |really )?(?:scared"
            r"|terrified|afraid for|frightened)\b(?! of (?:heights|flying|dogs|the dark|missing|losing))"
        ),
        r"(?:don ?t|do not) feel safe|(?:am|m|re|are) in danger|fear for my",
        r"call (?:the )?(?:police|cops)",
        r"(?:need|send|get) (?:the )?(?:police|cops|security) (?:now|here|up|to|please|right|immediately)",
        r"need (?:the )?police",
        (
            r"(?:stranger|someone|man|guy|person|somebody|unknown)\b.{0,20}(?:came into|walked into|is in"
            r"|entered|is inside|hiding in|in) (?:my|our) (?:room|bathroom|bed|closet)"
        ),
        r"scream\w* (?:for )?help|(?:woman|man|girl|child|someone|she|lady) (?:is |s )?scream\w+",
        r"(?:violent|bad|big|serious) fight|there ?s a fight|fight (?:broke|going) ",
        r"\b(?:a|the|have|plant\w*|put) (?:a )?bomb\b.{0,20}(?:hotel|building|lobby|room)",
        r"blow up (?:the|your|this)|gun ?shots?|shooting (?:in|at|outside)|active shooter|shots fired",
        r"i ?(?:ll|will|m going to|m gonna) (?:kill|shoot|stab) (?:you|him|her|them|everyone|someone)",
        r"(?:banging|pounding|kicking) (?:on|at|down|in) (?:my|our|the) door",
    ),
    "pt": (
        (
            r"(?:tent\w+|querem?|quer) .{0,8}(?:entrar|invadir|abrir|forcar|arrombar)\b.{0,10}(?:no meu"
            r"|meu|no nosso|a minha|minha|nossa|a) (?:quarto|porta|janela)"
        ),
        r"arromb\w+|forcando a (?:porta|fechadura)|invad\w+ (?:o |meu |nosso )?quarto|invasor",
        r"(?:me|nos) (?:segu(?:indo|em|iu)|perseg\w+)|seguindo (?:me|a gente)",
        r"sendo (?:seguid\w+|perseguid\w+)|a seguir me",
        (
            r"(?:tem|com|esta com|tinha|puxou|armado com) (?:uma |um )?(?:faca|arma|revolver|pistola"
            r"|facao)\b(?! (?:de|para) (?:cozinha|cortar))"
        ),
        r"\barmad[oa]s?\b",
        (
            r"(?:me|nela|em mim|nos|a) (?:esta |estao )?(?:bat(?:endo|eu|e\b(?! papo))|agred\w+|espanc\w+"
            r"|atac\w+|machucando)"
        ),
        r"batendo em (?:mim|nos)|violencia domestica",
        r"(?:me|nos|fui|foi|la) (?:esta |estao )?ameac\w+|ameacou|ameaca de (?:morte|bomba)",
        r"vai (?:me|nos) (?:matar|machucar|bater)|(?:me|nos) matar\b(?<!me matar)",
        r"disse que vai me matar",
        r"(?:me|nos) (?:esta |estao )?assedi\w+|assedio|nao me deixa em paz",
        r"me (?:tocou|apalpou|agarrou)|(?:fui|foi|me) estupr\w+|estupro|violad[oa]\b",
        r"abus\w+ (?:de mim|sexual\w*)|me dop(?:ou|aram)",
        r"(?:fui|fomos|ser|foi|somos|sendo) (?:assaltad\w+|roubad\w+|sequestrad\w+)|assaltaram",
        r"(?:querem|estao|tentando) (?:nos |me )?(?:assaltar|roubar|assaltando|sequestr\w+)",
        r"assalto (?:na|no|a mao)",
        r"(?:estou|estamos) com (?:muito )?medo(?! de (?:altura|perder|voar))",
        r"tenho muito medo(?! de (?:altura|voar))|(?:estou|estamos|corro|em) (?:em )?perigo\b",
        r"(?:cham\w+|lig\w+) (?:para )?(?:a )?policia",
        (
            r"(?:desconhecid\w+|estranho|alguem|homem|cara|intruso)\b.{0,20}(?:entrou|dentro|esta) "
            r"(?:d?no|no) (?:meu|nosso) (?:quarto|banheiro)"
        ),
        r"entrou (?:um|uma|alguem)\b.{0,20}quarto|intrusos?\b",
        r"grit\w+ (?:por|pedindo) (?:socorro|ajuda)|pedindo socorro|briga (?:feia|violenta|muito)",
        r"(?:uma|tem|colocar|por|plantar|pus) (?:uma )?bomba\b|explodir o hotel",
        r"ouvi(?:mos)? (?:uns )?tiros|tiroteio|tiros\b|atirando",
        r"vou (?:te )?matar (?:voces?|ele|ela|alguem|todos)|vou te matar",
    ),
    "fr": (
        (
            r"(?:essai\w+|tente\w*|veut|cherche) (?:\w+ )?(?:d |de |a )(?:entrer|forcer|ouvrir"
            r"|penetrer)\b.{0,20}(?:chambre|porte|fenetre)"
        ),
        r"forc\w+ (?:la|ma|notre) (?:porte|serrure|fenetre)|effraction|intrus\b",
        r"on (?:me|nous) suit|(?:me|nous) sui(?:t|vent|vait)\b(?! (?:sur))|(?:je suis|suis) suivie?\b",
        r"me traque|me poursui\w+",
        (
            r"(?:avec|a|sorti|tient|brandit|porte) (?:un |une )?(?:couteau|pistolet|arme|fusil|machette"
            r"|revolver)\b(?! (?:de|a) (?:cuisine|pain|beurre))"
        ),
        r"homme arme|\barmes?\b(?= (?:dans|devant|a))",
        r"(?:me|m|la|nous|l) ?(?:frapp\w+|tape\b|bat\b|attaqu\w+|a frappe\w*|a attaque\w*|cogne\w*)",
        r"violences? conjugales?",
        r"(?:se faire|s est fait|fait|fais|suis fait|faire) (?:agresser|frapper|attaquer|tabasser)",
        r"agressee?s?\b|on m agresse",
        r"(?:m|me|nous|l) ?(?:a |ont |avait )?menac\w+|va (?:me|nous) (?:tuer|frapper|faire du mal)",
        r"menaces? de mort|alerte a la bombe",
        r"harcel\w+|ne me laisse pas tranquille|(?:m a|il m a|m ont) (?:touche|agrippe|pelote)e?\b",
        r"violee?\b|agression sexuelle|attouchements|m a droguee?|drogue mon verre",
        r"(?:se faire|suis fait|s est fait|fait|sommes fait|faire) (?:voler|braquer|depouiller|kidnapper)",
        r"(?:m|nous) ?(?:a|ont) (?:braque|depouille|kidnappe)\w*|braquage|on essaie de nous voler",
        r"enlevement\b",
        r"j ai (?:tres |trop |vraiment )?peur(?! (?:de|d|que))|nous avons peur(?! (?:de|d|que))",
        r"(?:suis|sommes) en danger|je (?:ne )?me sens pas en securite|je crains pour ma vie",
        r"appel\w+ (?:vite )?(?:la )?(?:police|gendarm\w+|les flics)",
        (
            r"(?:inconnu|etranger|quelqu un|homme|type|individu)\b.{0,20}(?:est entre|entre|est|s est "
            r"introduit|a penetre|cache)\w* dans (?:ma|notre) (?:chambre|salle)"
        ),
        r"entre dans (?:ma|notre) chambre sans",
        r"crie\w* (?:au secours|a l aide)|appelle a l aide",
        r"(?:violente )?bagarre (?:violente|generale|dans|au)",
        r"(?:une|pose\w*|mettre|place) (?:une )?bombe\b(?! (?:anti|de bain|a raser))",
        r"faire (?:sauter|exploser) (?:l|votre|cet)|coups? de feu|fusillade|des tirs\b",
        r"je vais (?:te|vous|le|la|les) tuer",
        r"(?:tape|frappe|cogne|tambourine|donne des coups)\w* (?:a|sur|dans|contre) (?:ma|notre) porte",
    ),
}

# Words that tell of it together, in whatever order, in one sentence that asks nothing.
# fmt: off
TOGETHER: dict[str, tuple[tuple[str, ...], ...]] = {
    "es": (
        (r"hombre|tipo|senor|alguien|desconocid\w+|empleado|huesped|vecino|sujeto|marido|esposo|novio"
         r"|pareja|ex|muchacho|borracho|chofer|taxista|guardia|mujer|ellos|unos", r"(?:me|nos|la|le|mi"
         r"|nuestra)\b.{0,20}(?:molest\w+|sig\w+|jal\w+|agarr\w+|peg\w+|golpe\w+|empuj\w+|toc\w+"
         r"|grit\w+|amenaz\w+|espi\w+|vigil\w+|acos\w+|llevar|atac\w+|insult\w+|encerr\w+|persig\w+"
         r"|manose\w+|ahorc\w+|observ\w+)|escondid\w+|espiando"),
        (r"balazos?|disparos?|tiros|tiroteo|arma|pistola|navaja|machete|rehen\w*|secuestr\w+|granada",),
        (r"peligro|miedo|insegur\w+|aterrad\w+|panico", r"me siento|siento|estoy|estamos|tengo|tenemos"
         r"|alguien|hombre"),
        (r"me (?:siguio|siguieron|estan siguiendo|vienen siguiendo|persigui\w+)|nos (?:siguio"
         r"|siguieron|siguen)",),
        (r"tipo|hombre|alguien|desconocido|borracho|ex|sujeto|senor|gente", r"toc\w+|golpe\w+|pate\w+"
         r"|empuj\w+|forz\w+|ronda\w*", r"mi puerta|la puerta|nuestra puerta|mi ventana"),
        (r"hacerme dano|lastimarme|hacernos dano|hacerle dano", r"ex|viene|quiere|va a|dice|amenaz\w+"
         r"|hombre|marido|el|alguien"),
        (r"pele\w+|peleando|golpe\w+|madraz\w+|trompadas", r"botellas?|sangre|hombres|lobby|pasillo"
         r"|cuchillo|sillas?|huespedes"),
    ),
    "en": (
        (r"man|men|guy|someone|somebody|stranger|employee|staff member|guest|neighbou?r|husband"
         r"|boyfriend|partner|ex|drunk|driver|guard|woman|people|he|they", r"(?:follow\w*|grab\w*"
         r"|pull\w*|push\w*|shov\w*|hit\w*|punch\w*|slap\w*|touch\w*|threat\w*|watch\w*|spy\w*|yell\w*"
         r"|scream\w*|attack\w*|strangl\w*|harass\w*|bother\w*|film\w*|chas\w*"
         r"|corner\w*) (?:at )?(?:me|us(?! an?| some| the)|her|my|our)\b|hiding|peeping|(?:won ?t"
         r"|refuses to) leave (?:me|us|my|our)"),
        (r"gunshots?|shots|gunfire|shooting|gunman|hostages?|grenade|at gunpoint|knifepoint",),
        (r"danger|scared|terrified|unsafe|afraid|frightened", r"i|we|feel|someone|man|he"),
        (r"followed (?:me|us)|following (?:me|us)|been following",),
        (r"guy|man|men|someone|stranger|somebody|drunk|ex|people|they|he", r"knock\w*|bang\w*|kick\w*"
         r"|pound\w*|lurking|loitering|rattl\w*", r"my door|our door|my window|the door handle|my room"),
        (r"hurt (?:me|us|her)|harm (?:me|us|her)|beat (?:me|us|her) up", r"ex|coming|wants|going|will"
         r"|says|threat\w*|man|husband|he|someone"),
        (r"fight\w*|brawl\w*|punching", r"bottles?|blood|men|lobby|hallway|knife|chairs?|guests"),
    ),
    "pt": (
        (r"homem|cara|alguem|senhor|desconhecid\w+|funcionario|hospede|vizinho|marido|esposo|namorado"
         r"|ex|bebado|motorista|taxista|seguranca|sujeito|eles|rapaz", r"(?:me|nos|minha"
         r"|meu)\b.{0,20}(?:segu\w+|agarr\w+|bat\w+|pux\w+|empurr\w+|toc\w+|grit\w+|ameac\w+|espi\w+"
         r"|vigi\w+|assedi\w+|levar|atac\w+|persegu\w+|observ\w+|incomod\w+)|escondid\w+|espiando"),
        (r"tiros?|tiroteio|arma|revolver|pistola|facao|refem|sequestr\w+|granada|baleado",),
        (r"perigo|medo|aterrorizad\w+|apavorad\w+", r"me sinto|estou|estamos|tenho|temos|alguem|homem"),
        (r"me segu(?:iram|iu|indo)|nos segu(?:iram|iu)",),
        (r"cara|homem|alguem|desconhecido|bebado|ex|sujeito|gente|tipo", r"bat\w+|chut\w+|forc\w+"
         r"|rond\w+|toc\w+", r"minha porta|nossa porta|na porta|minha janela"),
        (r"me machucar|me fazer mal|me ferir|nos machucar", r"ex|vem|quer|vai|disse|ameac\w+|homem"
         r"|marido|ele|alguem"),
        (r"brig\w+|porrada|soco\w*|se batendo", r"garrafas?|sangue|homens|lobby|corredor|faca"
         r"|cadeiras?|hospedes"),
    ),
    "fr": (
        (r"homme|type|mec|quelqu un|inconnu|employe|client|voisin|mari|copain|conjoint|ex|ivre"
         r"|chauffeur|gardien|individu|gens|il|ils|on", r"(?:me|m|nous|ma|notre)\b.{0,20}(?:suiv\w+"
         r"|suit|attrap\w+|frapp\w+|tir\w+ par|pouss\w+|touch\w+|crie\w*|menac\w+|espionn\w+"
         r"|surveill\w+|harcel\w+|emmener|attaqu\w+|poursui\w+|regarde par|observ\w+|gifl\w+"
         r"|etrangl\w+|agress\w+)|cachee?\b|espionne"),
        (r"coups? de feu|tirs|fusillade|arme|pistolet|fusil|otages?|grenade|machette",),
        (r"danger|peur|terrifiee?|effrayee?|insecurite", r"je (?:me )?(?:sens|suis)|j ai|nous"
         r"|quelqu un|homme"),
        (r"(?:m|nous) (?:a|ont) suivie?s?",),
        (r"type|homme|quelqu un|inconnu|ivre|ex|mec|individu|gens", r"frapp\w+|tap\w+|cogn\w+|rod\w+"
         r"|forc\w+|tambourin\w+", r"ma porte|notre porte|la porte|ma fenetre"),
        (r"me faire du mal|nous faire du mal|lui faire du mal|s en prendre a (?:moi|nous)", r"ex|vient"
         r"|veut|va|dit|menac\w+|homme|mari|il|quelqu un"),
        (r"se battent|bagarre\w*|se tapent", r"bouteilles?|sang|hommes|hall|couloir|couteau|chaises?"
         r"|clients"),
    ),
}
# fmt: on
