"""French words of danger by what they stand for: `*` any ending, `_` a blank; folded."""

WORDS = {
    "NOT": "a_quoi pas plus jamais sans rien personne aucun aucune ni non",
    "STOP": "arrete arreter arretent cesse stoppe",
    "ME": "me m mon ma mes je j moi nous notre on suis sommes nos",
    "KIN": (
        "pere papa mere maman fils fille enfant bebe petit petite femme mari epou* mamie papi "
        "grand_mere grand_pere frere soeur ami amie pote copain copine oncle tante cousin* neveu "
        "niece beau_pere belle_mere monsieur dame homme client cliente quelqu_un gamin gamine "
        "personne_agee il elle type collegue gosse vieux vieille voisin* compagn* jumea* mec"
    ),
    "CHILD": "bebe enfant enfants fils fille petit petite petits gamin* gosse* loulou nourrisson jumea*",
    "DOWN": "par_terre au_sol effondr* ecroul* inanime* allonge* tombe_raide gisant git etal* a_terre",
    "FAINT": (
        "evanou* inconscient* perdu_connaissance perd_connaissance tombe_dans_les_pommes malaise "
        "syncope dans_les_vapes connaissance"
    ),
    "REACT": (
        "repond* reagi* reveille* bouge* leve* lever relever parle* ouvre_les_yeux pouls marcher "
        "reveil* conscient* reconnait"
    ),
    "BREATHE": "respir* souffle",
    "HARD": "mal peine difficile* difficulte* manque court siffle bizarre",
    "CHOKE": (
        "manque_d_air plus_d_air etouff* suffoqu* etrangle_avec noie noye noyee asphyxi* "
        "avale_de_travers etouffe"
    ),
    "BLEED": "saign* sang hemorragi*",
    "SEVERE": (
        "beaucoup tete partout enceinte bouche oreille nez jambe bras main enormement fort visage "
        "oeil flot tout plein"
    ),
    "SEIZE": "convul* epilep* crise_d_epilepsie ecume bave",
    "HEART": "infarctus arret_cardiaque crise_cardiaque avc attaque_cardiaque",
    "SWALLOW": "avale bu mange ingere ingurgite",
    "POISON": (
        "pile piles javel poison detergent piece bouton aimant lessive insecticide produit savon "
        "acetone deboucheur mort_aux_rats capsule"
    ),
    "BLUE": "bleu bleue bleus bleues viole* pale blanc* jaune gris*",
    "LIPS": "levres levre visage langue gorge yeux bouche figure",
    "SWELL": "gonfl* enfl* ferme fermer serre",
    "ALLERGY": "allergi* anaphyla* guepe abeille scorpion vipere serpent meduse frelon",
    "STUNG": "pique piquee piques mordu* piqure morsure",
    "CHEST": "poitrine coeur bras_gauche thorax",
    "PAIN": "mal douleur* serre* oppress* pression brule point engourdi*",
    "FALL": "tombe tombee chute tomber glisse cogne cognee",
    "BAD_FALL": "escalier* tete balcon fenetre toit marches crane nuque etage mur",
    "BONE": "jambe bras os cheville poignet hanche coude genou clavicule",
    "BROKE": "cass* fractur* brise*",
    "AMBULANCE": "ambulance* samu secouriste* smur defibrillateur",
    "MEDIC": "medecin docteur infirmier*",
    "URGENT": (
        "urgent urgence urgences vite maintenant aide aidez secours depechez immediatement svp "
        "rapidement tout_de_suite"
    ),
    "LABOUR": "contractions perdu_les_eaux perdre_les_eaux accouche* poche_des_eaux perds_les_eaux",
    "DRUGGED": "overdose intoxi* empoisonn* drogue* trop_bu alcool bourre* ivre coma surdose",
    "DROWN": "noie noye* noyer coule fond",
    "POOL": "piscine eau mer jacuzzi baignoire bain",
    "FIRE": "feu incendi* flamme* brasier",
    "SMOKE": "fumee fumees fume",
    "BURN": "brule* bruler crame* cramer fond fondent fondu consume*",
    "SPARK": "etincelle* court_circuit gresille*",
    "SMELL": "sent odeur odeurs pue sentir",
    "GAS": "gaz",
    "SCORCH": "brule crame roussi plastique_brule plastique_fondu",
    "EXPLODE": "explos* explose*",
    "THING": (
        "prise rideau rideaux lit matelas drap draps chargeur tele plafond mur fil fils cable* "
        "cuisine chambre couloir lampe poubelle fer four micro_ondes ventilateur immeuble batiment "
        "clim minibar moquette canape ascenseur friteuse poele hotel buanderie oreiller "
        "seche_cheveux telephone radiateur grille_pain trottinette porte_fenetre bouilloire tableau "
        "paillote chaise chaises table parasol cabane meubles"
    ),
    "OUT": (
        "sort sortir sortent entre vois voit plein remplie rempli envahi* y_a il_y_a ya passe "
        "arrive vient partout monte degage"
    ),
    "ALIVE_NOW": "est sont ca c quelque_chose tout train",
    "DOOR": "porte portes serrure poignee portail verrou loquet grille entree",
    "KEY": "cle cles clef clefs carte badge code",
    "LIFT": "ascenseur",
    "TRAPPED": "bloque* coince* enferm* piege* prisonni* retenu*",
    "OPEN": "ouvre* ouvrir tourne deverrouille*",
    "ENTER": "entrer rentrer acceder revenir",
    "EXIT": "sortir descendre",
    "OUTSIDE": "dehors rue balcon terrasse exterieur trottoir toit jardin cour",
    "INSIDE": "interieur dans_l_ascenseur dedans a_l_interieur dans_la_chambre",
    "ALONE": "seul seule seuls seules",
    "NOBODY": "personne",
    "ANSWER": "repond ouvre la vient reception decroche ici arrive",
    "EXPOSED": (
        "pyjama serviette pieds_nus nu nue froid pluie pleut gele nuit caleon culotte matin valises "
        "enfants peignoir neige chaussettes mat noir calecon"
    ),
    "ROOM": (
        "chambre salle_de_bain balcon terrasse sauna ascenseur escalier* garage parking "
        "salle_de_sport toilettes placard cave suite chalet hammam wc bain douche"
    ),
    "SHUT": "claque fermee ferme refermee referme bloquee verrouille* coincee fermes",
    "HALTED": "arrete bloque panne en_panne etages stoppe",
    "MEDS": "insuline medicament* ventoline oxygene traitement cachets_pour biberon",
    "LOST": "tombees tombee tombe perdu oublie laisse vole",
    "MAN": (
        "homme hommes mec mecs type types inconnu* etranger* ivre bourre ivrogne quelqu_un ex "
        "ex_mari voleur* cambrioleur* individu* mari copain conjoint compagnon voisin gars cagoule* "
        "beau_pere employe client gens fou malade chauffeur bande"
    ),
    "KNIFE": "couteaux couteau arme armes pistolet fusil machette revolver cutter",
    "SHOTS": "coups_de_feu coup_de_feu tirs fusillade tire_dessus",
    "FOLLOW": "suit suivent suivi* suivre poursui* traque* harcel* guette* surveille*",
    "BANG": "tape* tambourin* frappe* cogne* force* defonc* secou* enfoncer poignee gratte*",
    "YELL": "hurl* cri* crie* insult* appelle demande",
    "BREAK_IN": "entrer rentre entre introdui* forcer ouvrir penetr* cache sous_le_lit fracture* defoncer",
    "HIT": (
        "frapp* tape* batt* bat gifl* menac* attaqu* agress* touch* pelot* etrangl* pouss* viol* "
        "drogue* attrap* harcel* coince* cogne* maltrait* tripot* taper agripp* tire_par battue"
    ),
    "LET_GO": (
        "laisse_partir laisse_sortir laisse_tranquille lache laisse_pas laisse_entrer "
        "laissent_partir fiche_la_paix laissent_pas laisse_plus"
    ),
    "KILL": "tuer tue tuera buter assassin* egorg* planter poignard*",
    "POLICE": "police flics gendarme* policier* 17",
    "CALL": "appel* envoy* faut besoin prevenez veux faites",
    "SCARED": "peur terrifie* panique* effray* terreur trouille flippe*",
    "HIDING": "cache* cachee planque* enferme* barricad* refugi* chuchote",
    "ROBBED": "braqu* agress* racket* kidnapp* otage* depouill* cambriol* pointe enlevee enlevement",
    "RAPE": "viole violee violer violeur viol attouchement* abuse_de abuser_de agressee_sexuellement",
    "WOMAN": "femme fille dame soeur voisine",
    "PLEA": "secours aide",
    "WANT": "veux voudrais veut envie vais va pense prefere prevois dit souhaite pensais songe",
    "DIE": "mourir etre_mort etre_morte crever",
    "LIVE": "vivre vie exister vivant* etre_la rester_en_vie",
    "SUICIDE": (
        "suicid* vais_me_tuer veux_me_tuer se_tuer en_finir m_oter_la_vie mettre_fin me_pendre "
        "se_pendre me_foutre_en_l_air me_flinguer m_ouvrir_les s_ouvrir_les foutre_en_l_air "
        "me_supprimer me_suicider me_jeter_sous me_mutile*"
    ),
    "JUMP": "sauter saute me_jeter jeter se_jeter balancer me_balance",
    "HEIGHT": "balcon fenetre pont toit vide terrasse etage rebord rambarde rails train",
    "PILLS": ("cachets comprimes medicaments pilules somniferes boite plaquette anxiolytiques cachet poison"),
    "ALL": "tous toutes tout toute entiere entier plein vingt trente quarante poignee",
    "TOOK": "pris avale prendre avaler gobe",
    "CUT": "couper coupe ouvert ouvrir taillader taillade tailler",
    "VEINS": "veines poignets poignet bras",
    "WEARY": (
        "en_peux continuer supporte fatigue_de_vivre fatiguee_de_vivre marre_de_vivre abandonne "
        "tiens tenir la_force marre_de_la_vie"
    ),
    "SENSE": "sens bon raison interet espoir gout coup peine",
    "VANISH": (
        "disparaitre dormir_pour_toujours m_endormir_pour ne_plus_me_reveiller plus_exister "
        "partir_pour_toujours plus_me_reveiller"
    ),
    "GOODBYE": "adieu adieux lettre derniere_nuit dernier_message dernier_soir",
    "MISSED": "regrett* manquer manquerai pleurer pleurera remarquer soucie",
    "BETTER": "mieux poids fardeau",
    "WITHOUT_ME": (
        "sans_moi n_existais n_etais_plus n_etais_pas jamais_ne jamais_nee morte mort "
        "si_je_disparaissais suis_un_poids suis_un_fardeau"
    ),
    "PAST": "hier dernier derniere avant_hier toujours passe il_y_a_un il_y_a_deux",
    "FEEL": "sens trouve a",
    "PULSE": "pouls",
    "END_ALL": "que_tout_s_arrete que_ca_s_arrete que_tout_finisse que_tout_se_termine que_ca_finisse",
    "HAND": "dans_la_main a_la_main devant_moi",
    "LOVE": "les_aime l_aime vous_aime",
    "TO_DEATH": "a_mort a_coups_de",
    "PULL": "tir*",
    "HAIR": "cheveux",
    "ROUTINE": "petit_dejeuner tot matins soirs jours chaque_jour semaine monde",
    "FORCED": "forcer force fracture cambriole*",
    "EDGE": "bord rebord rambarde parapet",
    "HUNT": "me_cherche me_trouver a_mes_trousses me_retrouve",
    "UNDRESSED": "en_serviette en_pyjama en_culotte en_calecon pieds_nus toute_nue tout_nu en_peignoir",
    "BARE": "douche bain dormais dormait dormions nue endormie",
    "ENTERED": "entre entree entres rentre",
    "CATCH": "pris prend attrape",
    "HEAT": "fer bougie cigarette clope plaque",
    "SHAKE": "trembl* friss* delir*",
    "FEVER": "fievre",
    "WAKE": "reveille reveiller reagit",
    "RING": "sonne sonnette interphone",
    "THROAT": "gorge",
    "CRY": "pleure* hurle crie",
    "WITH_US": "avec_nous_dedans avec_nous_a_l avec_moi_dedans avec_nous_a_dans",
    "SLEEP": "dormir endormir",
    "EYES": "ouvrir_les_yeux reveiller",
    "EXTINGUISH": "eteindre",
    "GADGET": "tele lumiere clim radio alarme",
    "BODY": "jambes jambe bras visage main mains cote corps doigts",
    "EYE": "oeil yeux vue",
    "SEE": "vois voit",
    "CAR": "renverse percute",
    "SHOCK": "electrocut* decharge",
    "BOILING": "eau_bouillante huile bouillante",
    "SKIN": "brul*",
    "CAMERA": "camera cameras",
    "HIDDEN": "cache* planque*",
    "PEEK": "espionn* regarde mate filme observ*",
    "WINDOW": "fenetre douche salle_de_bain balcon",
    "ROPE": "corde",
    "SPIKED": "mis verse",
    "DRINK": "verre boisson",
    "MONOXIDE": "monoxyde",
    "STAND": "debout lever marcher",
    "SLUR": "bizarrement bizarre confus* incoheren* paralys* tordu* patauge articule*",
    "TEAR": "defonc* casser enfoncer forcer",
    "PANIC": "courent evacu* fuient",
    "WEIRD": "bizarre louche suspect*",
    "CALM": (
        "fievre jouet gateau fete restaurant poulet viande repas film riz pizza soleil vapeur "
        "barbecue bois bougie* cheminee piquant* artifice pain plat"
    ),
    "WORKS": "marche marchent fonctionne fonctionnent passe",
    "SPILL": "renverse* cafe vin jus eau",
}
