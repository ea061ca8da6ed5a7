"""What people write when somebody is ill or hurt.

Folded as `emergency` reads it: lower case, no accents, a blank for each apostrophe ("can t", "j ai").
"""

MEDICAL: dict[str, tuple[str, ...]] = {
    "es": (
        r"no (?:esta |estoy )?(?:(?:puede|puedo|logra|logro|consigue) (?:casi )?)?(?:respir\w+)",
        r"(?:dejo|deja) de respirar|(?:cuesta|dificultad (?:para|al)) (?:mucho )?respirar",
        r"falta (?:mucho )?el aire|sin poder respirar",
        r"(?<!casi me )(?<!casi nos )desmay\w+|perdio (?:el conocimiento|la conciencia)",
        r"inconscientes?\b|no (?:se )?(?:despierta|reacciona)\b|se desvanecio|desplom\w+",
        (
            r"(?:infarto|infartando|paro cardiaco|ataque al corazon|ataque cardiaco|derrame|ictus"
            r"|embolia)\b(?<!de infarto)"
        ),
        r"convulsi\w+|ataque de epilepsia|ataque epileptico",
        r"(?:se|me) (?:esta |estoy |estan |esta como )?(?:ahog(?:ando|a|o)|atragant\w+|asfixi\w+)",
        r"(?:ahogando|atragantando|asfixiando)se",
        r"sangra(?:ndo)?\b|desangr\w+|mucha sangre|hemorragia|perdiendo sangre",
        r"dol(?:or|ores) (?:muy |tan )?(?:fuertes? |intensos? |horrible )?(?:en|de) (?:el |mi )?pecho",
        r"duele (?:mucho |muchisimo )?el pecho|opresion en el pecho|pecho me duele",
        r"rompi\w* (?:la |mi )?fuente|(?:esta|estoy) (?:de parto|dando a luz|pariendo)|contracciones",
        r"(?:viene|nace|naciendo) el bebe",
        r"reaccion alergica|anafila\w+|hinch\w+ (?:la |los |mi )?(?:garganta|lengua|cara|labios)",
        r"(?:garganta|lengua|cara) (?:se le |se me )?(?:esta )?hinch\w+",
        r"sobredosis",
        (
            r"(?:se )?(?:tomo|trago|ingirio) (?:much[oa]s|demasiad[oa]s|todas|vari[oa]s|un frasco)(?: "
            r"de)?(?: las)? (?:pastillas|medicamentos)"
        ),
        r"envenen\w+|intoxicad\w+|(?:tomo|trago) (?:cloro|lejia|veneno)",
        (
            r"(?:necesit\w+|urge|llam\w+|manden|envien|pidan|pide|traigan|consigan"
            r"|busquen)\b.{0,25}\b(?:ambulancia|paramedic\w+|medico|doctora?)\b(?! (?:de|para) "
            r"(?:cabecera|control))"
        ),
        r"ambulancia (?:por favor|ya|urgente|rapido)|^\W*ambulancia\W*$",
        r"(?:llam\w+|marc\w+) (?:ya )?(?:al?|el) (?:911|112|123|061|107|106|066|999|131)\b",
        r"emergencia medica|urgencia medica|(?:es|tengo|tenemos|hay) una (?:emergencia|urgencia)\b",
        r"primeros auxilios (?:ya|por favor|urgente)",
        (
            r"(?:mi|un|una|nuestr[oa]|el|la) (?:\w+ )?(?:espos[oa]|marido|mujer|hij[oa]|bebe|nin[oa]|papa"
            r"|mama|padre|madre|abuel[oa]|amig[oa]|novi[oa]|pareja|herman[oa]|senora?|hombre|huesped"
            r"|persona|suegr[oa]|ti[oa]) .{0,20}(?:muy mal|grave|morad[oa]|azul|muriendo|se muere|sin "
            r"pulso)\b"
        ),
        r"me estoy muriendo(?! de)|sin pulso",
        (
            r"cay(?:o|eron|endo)\b.{0,40}(?:sangr\w+|no se mueve|no responde|no se levanta|la cabeza|no "
            r"puede (?:mover|levantar)\w*)"
        ),
        r"golpe\w* .{0,12}la cabeza",
        r"no siento (?:el|la|mi|las|los) (?:brazo|pierna|cara|piernas|mano)",
    ),
    "en": (
        (
            r"(?:not|n t|isnt|stopped|cannot|can ?t|couldn ?t|can barely|struggling to|trouble|difficulty"
            r"|hard to|unable to) (?:able to )?breath\w*"
        ),
        r"short of breath|no pulse",
        r"\bfaint(?:ed|ing|s)\b|pass(?:ed|ing) out|unconscious|unresponsive|won ?t wake up",
        r"(?:is|s) ?(?:n t|nt|not) (?:waking up|responding|moving)|collapsed",
        r"heart ?attack|cardiac arrest|having a stroke|had a stroke|stroke symptoms",
        r"\bseizures?\b|convuls\w+|epileptic fit",
        r"\b(?:is|are|s|am|m|re|someone|child|kid) (?:drowning|choking)\b|drowned\b",
        r"(?:baby|son|daughter|he|she|kid) (?:is |s )?chok\w+",
        r"\bbleeding\b|lost a lot of blood|blood everywhere|so much blood",
        r"chest (?:pain\w*|hurts|tightness)|pain in (?:my|his|her|the) chest",
        r"tight(?:ness)? in (?:my|his|her) chest",
        r"water (?:just )?broke|(?:is|am|m|s) in labou?r|(?:having|has) contractions|baby is coming",
        r"allergic (?:reaction|shock)|anaphyla\w+",
        r"(?:throat|tongue|face|lips) (?:is |are |s )?(?:swelling|swollen|closing)",
        r"overdos\w+",
        (
            r"(?:took|swallowed|ate|drank) (?:too many|a bunch of|all (?:of )?(?:the|his|her)|a lot of) "
            r"(?:pills|tablets|medication|meds)"
        ),
        r"poisoned|drank bleach|swallowed poison",
        r"(?:need|call|send|get|want)\b.{0,20}\b(?:an? )?(?:ambulance|paramedics?|medic)\b",
        r"ambulance (?:please|now|asap)|^\W*ambulance\W*$",
        r"need(?:s)? (?:a |to see a |an emergency )?(?:doctor|medical (?:help|attention|assistance))\b",
        r"get (?:me |us )?a doctor|call (?:me |us )?a doctor|send a doctor",
        r"(?:call|dial) (?:911|112|999|000)\b(?! (?:in case|if))",
        r"medical emergency|(?:this|it) ?(?:s|is) (?:really )?an emergency|we have an emergency",
        r"need first aid",
        (
            r"(?:my|our|a|the) (?:\w+ )?(?:husband|wife|son|daughter|baby|kid|child|dad|mom|mum|father"
            r"|mother|grand\w+|friend|partner|brother|sister|man|woman|guest|guy|lady|girlfriend"
            r"|boyfriend) .{0,15}(?:dying|turning blue|very sick|really sick|seriously ill|not well at "
            r"all)"
        ),
        r"i ?m dying(?! (?:to|for|of|from|laughing))|i think i ?m dying",
        r"\bfell\b.{0,40}(?:head|bleed\w+|can ?t (?:move|get up)|isn ?t moving)",
        r"hit (?:his|her|my) head",
        r"can ?t feel (?:my|his|her) (?:\w+ )?(?:arm|leg|face|legs|hand)",
    ),
    "pt": (
        r"nao (?:esta |consegue |consigo |pode )?(?:respir\w+)",
        r"(?:parou|dificuldade) (?:de|para) respirar|falta de ar|falta o ar|sem ar\b|a respirar mal",
        r"desmai\w+|perdeu (?:a consciencia|os sentidos)|inconscientes?\b|desacordad\w+",
        r"nao (?:acorda|reage)\b",
        r"\b(?:infarto|enfarte|ataque cardiaco|parada cardiaca|avc|derrame)\b",
        r"convuls\w+|ataque epile\w+",
        r"(?:se|a) (?:esta |estao )?afog\w+|afogando|afogou|engasg\w+|sufoc\w+",
        r"sangrando|sangra muito|a sangrar|muito sangue|hemorragia|perdendo sangue",
        r"dor(?:es)? (?:muito |bem |tao )?(?:forte )?no peito|peito (?:esta )?doendo|aperto no peito",
        r"doi (?:muito )?o peito",
        r"bolsa (?:estourou|rompeu)|trabalho de parto|contracoes|bebe esta nascendo",
        r"rebentaram as aguas",
        r"reacao alergica|anafila\w+|(?:garganta|lingua|rosto) (?:\w+ )?inch\w+",
        r"inch\w+ (?:a |o )?(?:garganta|lingua|rosto)",
        r"overdose",
        (
            r"(?:tomou|engoliu) (?:muitos|todos|um monte|varios|demais)(?: de)?(?: os)? ?(?:comprimidos"
            r"|remedios?)"
        ),
        r"envenen\w+|intoxicad\w+",
        (
            r"(?:precis\w+|cham\w+|lig\w+|mand\w+|urgente|quero)\b.{0,25}\b(?:ambulancia|paramedic\w+"
            r"|medico|medica|samu)\b"
        ),
        r"ambulancia (?:por favor|ja|urgente|rapido)|^\W*ambulancia\W*$",
        r"(?:cham\w+|lig\w+) (?:para )?(?:o )?(?:192|193|190|112|911|samu)\b",
        r"emergencia medica|(?:e|temos|tenho|ha) uma (?:emergencia|urgencia)\b|urgencia medica",
        (
            r"(?:meu|minha|um|uma|nossa|nosso|o|a) (?:\w+ )?(?:marido|espos[oa]|mulher|filh[oa]|bebe"
            r"|crianca|menin[oa]|pai|mae|avo|amig[oa]|namorad[oa]|irma|irmao|homem|senhora?|hospede"
            r"|pessoa|sogr[oa]) .{0,20}(?:passando (?:muito )?mal|muito mal|grave|rox[oa]|azul"
            r"|morrendo(?! de))"
        ),
        r"estou passando (?:muito )?mal",
        r"cai[uo]\b.{0,40}(?:sangr\w+|cabeca|nao se mexe|nao responde|nao levanta)",
        r"bateu (?:com )?a cabeca",
        r"nao sinto (?:o|a|meu|minha|as) (?:braco|perna|rosto|pernas|mao)",
    ),
    "fr": (
        (
            r"(?:ne |n )?(?:respire (?:plus|pas|mal)|arrive (?:plus|pas) a respirer|peu[tx] (?:plus|pas) "
            r"respirer)"
        ),
        r"(?:mal|peine|difficulte) a respirer|manque d air|a du mal a respirer",
        r"evanoui\w*|perdu connaissance|inconscient\w*|ne (?:se )?(?:reveille|reagit) (?:plus|pas)",
        r"(?:ne |n )?reagit (?:plus|pas)|s est effondre\w*|a fait un malaise|fait un malaise",
        r"(?:crise|attaque) cardiaque|infarctus|arret cardiaque|\bavc\b",
        r"convuls\w+|crise d epilepsie",
        r"se noie|en train de se noyer|noyade|(?:s |m |se )?etouff(?:e|ent|er)\b",
        r"saigne|saignement|perd (?:beaucoup de |du )?sang|beaucoup de sang|hemorragie",
        r"(?:mal|douleurs?) (?:\w+ )?(?:a|dans) (?:la |ma )?poitrine|poitrine me fait mal",
        r"poitrine serree",
        r"perdu les eaux|(?:est|suis) en train d accoucher|contractions|bebe arrive|va accoucher",
        r"reaction allergique|anaphyla\w+|(?:gorge|langue|visage) (?:\w+ )?(?:gonfle|enfle)",
        r"gonfle de la gorge",
        r"overdose|surdose",
        (
            r"(?:a |il a |elle a )(?:avale|pris) (?:trop|beaucoup|tous|plein|une boite) (?:de |les |des "
            r")*(?:comprimes|cachets|medicaments)"
        ),
        r"empoisonn\w+|intoxique\w*",
        (
            r"(?:faut|besoin|appel\w+|envoy\w+|veux|faites venir|cherchez|vite)\b.{0,25}\b(?:ambulance"
            r"|medecin|docteur|secouriste\w*|samu|secours)\b(?! (?:traitant|generaliste a))"
        ),
        r"^\W*(?:une )?ambulance\W*$|ambulance (?:vite|svp|s il)",
        r"appel\w+ (?:vite )?(?:le |la )?(?:15|18|112|17|samu)\b",
        r"urgence medicale|(?:c est|on a|j ai) une (?:vraie )?urgence\b",
        (
            r"(?:mon|ma|un|une|notre|le|la) (?:\w+ )?(?:mari|femme|fils|fille|bebe|enfant|pere|mere|grand "
            r"pere|grand mere|ami|amie|copain|copine|frere|soeur|homme|dame|monsieur|conjoint|compagn\w+) "
            r".{0,15}(?:va tres mal|tres mal en point|est en train de mourir|devient bleu\w*)"
        ),
        r"je me sens tres mal|je fais un malaise",
        r"(?:tombe|tombee|chute)\b.{0,40}(?:saign\w+|tete|ne bouge plus|ne repond plus)",
        r"cogne\w* la tete",
        r"(?:sens|sent) plus (?:mon|ma|mes|son|sa|le|la) (?:bras|jambes?|visage|main)",
    ),
}
