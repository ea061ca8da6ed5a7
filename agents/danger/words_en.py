"""English words of danger by what they stand for: `*` any ending, `_` a blank; folded."""

WORDS = {
    "NOT": (
        "whats_the not no never cant cannot can_t dont don_t doesnt doesn_t isnt isn_t wont won_t "
        "arent aren_t didnt didn_t couldnt couldn_t without nobody hardly barely havent hasnt "
        "hasn_t stopped wasnt aint unable"
    ),
    "STOP": "stop stopping stops",
    "ME": "me my i im we our us were myself ourselves ive weve",
    "KIN": (
        "dad daddy mum mom mommy father mother son daughter kid kids child baby toddler wife "
        "husband grand* brother sister friend mate partner girlfriend boyfriend uncle aunt cousin "
        "nephew niece man woman guy guest someone somebody person lady he she roommate colleague "
        "boy girl nan twin* old_man hubby gran infant granny nana"
    ),
    "CHILD": (
        "baby toddler kid kids child children son daughter girl boy twin* infant little_one newborn "
        "grandson granddaughter grandkids"
    ),
    "DOWN": (
        "collapsed collapsing on_the_floor on_the_ground lying limp slumped motionless "
        "on_the_bathroom on_the_carpet keeled on_floor"
    ),
    "FAINT": (
        "fainted fainting faint passed_out unconscious blacked_out collapsed unresponsive "
        "passing_out out_cold knocked_out lost_consciousness"
    ),
    "REACT": (
        "respond* react* wake_up waking wake move moving get_up talk talking answer answering speak "
        "speaking pulse walk open_his_eyes open_her_eyes recogni* heartbeat"
    ),
    "BREATHE": "breath*",
    "HARD": "hard trouble struggling difficulty barely weird gasping shallow hardly wheezing short",
    "CHOKE": "get_air get_any_air no_air choking choked suffocating choke gasping",
    "BLEED": "bleed* blood haemorrhag* hemorrhag*",
    "SEVERE": (
        "lot lots much heavily badly head everywhere stop pregnant nose ear eye mouth leg arm hand "
        "pool face wont puddle gushing all"
    ),
    "SEIZE": "seizure* epilep* convul* fitting foaming shaking_all having_a_fit",
    "HEART": "heart_att* cardiac stroke aneurysm heart_stopped",
    "SWALLOW": "swallowed drank ate swallow ingested drunk eaten licked",
    "POISON": (
        "battery bleach poison detergent coin button magnet cleaner soap pesticide chemical* "
        "antifreeze dishwasher acetone hand_sanitizer"
    ),
    "BLUE": "blue purple grey pale white_as yellow",
    "LIPS": "lips face tongue throat eyes mouth lip fingers",
    "SWELL": "swell* swollen closing closed_up puffing close",
    "ALLERGY": "allerg* anaphyla* wasp bee scorpion snake jellyfish nuts peanuts epipen",
    "STUNG": "stung bitten bit sting bite",
    "CHEST": "chest heart left_arm",
    "PAIN": "pain* hurts hurting tight pressure crushing squeez* burning ache numb stabbing",
    "FALL": "fell fallen fall slipped tumbled hit banged smashed",
    "BAD_FALL": "stairs head balcony window roof staircase ladder steps neck skull floor_above wall",
    "BONE": "leg arm bone ankle wrist hip elbow knee collarbone",
    "BROKE": "broke broken fracture* snapped sticking_out",
    "AMBULANCE": "ambulance paramedic* ems medics defib* aed",
    "MEDIC": "doctor nurse medic doc",
    "URGENT": "urgent urgently emergency now asap quick quickly hurry help sos immediately fast please",
    "LABOUR": "contractions water_broke waters_broke in_labor in_labour giving_birth baby_is_coming",
    "DRUGGED": "overdos* od poison* drugged drunk alcohol spiked too_many_drinks took_something",
    "DROWN": "drown* went_under sank bottom face_down underwater",
    "POOL": "pool water jacuzzi sea tub bath bathtub hot_tub",
    "FIRE": "fire flames flame blaze ablaze alight",
    "SMOKE": "smoke smoking smoky",
    "BURN": "burning burnt burned burn melting smouldering smoldering scorch* melted charred singed",
    "SPARK": "spark* short_circuit electrical_fire arcing",
    "SMELL": "smell* stinks stink reeks",
    "GAS": "gas propane",
    "SCORCH": "burning burnt burned scorched plastic singed electrical",
    "EXPLODE": "explod* explosion blew_up blown_up burst_into",
    "THING": (
        "outlet socket plug curtain* bed mattress sheet* charger tv ceiling wall wires wire wiring "
        "kitchen stove room hallway corridor lamp bin trash iron oven microwave fan building ac "
        "heater minibar carpet couch sofa elevator lift fryer pan hotel laundry pillow hairdryer "
        "dryer toaster kettle phone something floor door scooter towel laptop fuse hut chair chairs "
        "umbrella tent cabin table"
    ),
    "OUT": (
        "coming pouring there_is theres there_s see seeing full filling everywhere out from under "
        "rising drifting fills filled billowing"
    ),
    "ALIVE_NOW": "is s it its are something everything just",
    "DOOR": "door doors lock gate handle entrance latch bolt doorknob deadbolt",
    "KEY": "code pin key keys keycard card fob",
    "LIFT": "elevator lift",
    "TRAPPED": "trapped stuck locked jammed stranded shut_in",
    "OPEN": "open opens opening unlock budge turn",
    "ENTER": "let_me_in let_us_in get_in get_into enter get_back get_inside back_in let_in get_to",
    "EXIT": "get_out leave exit come_out go_out out",
    "OUTSIDE": (
        "outside out street balcony terrace roof patio sidewalk garden pavement porch rooftop courtyard"
    ),
    "INSIDE": "inside in_there in_the_room in_here in_it in_the_lift in_the_elevator",
    "ALONE": "alone by_herself by_himself by_themselves himself herself",
    "NOBODY": "nobody no_one noone no_body anyone anybody",
    "ANSWER": "answer* there opens respond* comes picks picking coming around at_reception here",
    "EXPOSED": (
        "pajamas pyjamas pjs towel barefoot naked underwear cold rain raining freezing night "
        "midnight dark luggage kids robe snow shoes 2am 3am 4am am boxers socks"
    ),
    "ROOM": (
        "room bathroom balcony terrace sauna elevator lift stairwell garage gym closet roof "
        "basement toilet suite cabin steam shower parking loo restroom"
    ),
    "SHUT": "shut closed slammed locked jammed stuck latched jam",
    "HALTED": "stopped stuck halted broke between floors dead broke_down conked",
    "MEDS": "insulin medicine medication meds inhaler oxygen pills epipen formula",
    "LOST": "fell lost forgot left stolen",
    "MAN": (
        "man men guy guys stranger* drunk someone somebody exhusband ex ex_husband ex_boyfriend "
        "intruder burglar dude husband boyfriend partner neighbour neighbor guard creep gang thief "
        "bloke employee guest masked person people he him they stepdad driver weirdo lad gunman"
    ),
    "KNIFE": "knives guns knife gun pistol rifle weapon armed machete shotgun blade firearm",
    "SHOTS": "gunshots gunshot shots shooting gunfire shooter",
    "FOLLOW": "follow* stalk* chas* after_me after_us watching",
    "BANG": "bang* pound* kick* knock* hammer* rattl* turning shov* jiggling smashing scratching",
    "YELL": "yell* scream* shout* cursing beg begging",
    "BREAK_IN": (
        "break_in breaking_in broke_in get_in get_into entered came_in came_into walked_in inside "
        "hiding breaking_into break_into trying_to_open under_the_bed in_my_room in_our_room open "
        "let_himself climbing"
    ),
    "HIT": (
        "hit hits hitting beat beating beats punch* slap* chok* strangl* grab* grop* threat* "
        "attack* hurt* touch* shov* assault* kick* harass* corner* pinned drugged abus* forc* "
        "slapped spat dragged molest* beaten"
    ),
    "LET_GO": (
        "let_me_go let_me_leave let_me_out let_us_out let_us_go let_us_leave let_her leave_me "
        "go_away get_away leave_us leave let_go"
    ),
    "KILL": "kill kills murder stab stabbed shoot shot slit",
    "POLICE": "police cops cop 911 999 call_security send_security",
    "CALL": "call send need get calling want please ring bring",
    "SCARED": "scared terrified afraid frightened fear petrified unsafe",
    "HIDING": "hiding hid barricad* locked_myself locked_ourselves whisper* hidden",
    "ROBBED": (
        "robbed mugged robbing robbery kidnap* held_up gunpoint knifepoint carjack* mugging burgled hostage"
    ),
    "RAPE": "rape raped raping sexually molested assaulted",
    "WOMAN": "woman lady girl sister wife female neighbour neighbor she",
    "PLEA": "help mercy",
    "WANT": ("want wanna going gonna wish about will thinking plan ready says said rather tempted m ll i_ll"),
    "DIE": "die be_dead being_dead were_dead was_dead",
    "LIVE": "live living life alive exist exists be_here existing go_on being_here around carry_on",
    "SUICIDE": (
        "ending_it_all suicid* kill_myself killing_myself end_my_life ending_my_life end_it "
        "hang_myself hurt_myself take_my_life taking_my_life ending_it kill_himself kill_herself "
        "end_everything take_my_own harm_myself killing_himself killing_herself self_harm "
        "ending_things hang_himself hang_herself unalive* kms kill_themselves off_myself end_my_own "
        "top_myself"
    ),
    "JUMP": "throw_himself throw_herself jump jumping throw_myself leap step_off",
    "HEIGHT": "balcony window roof bridge ledge rooftop off edge railing terrace tracks",
    "PILLS": "pills tablets pill meds medication bottle sleeping sedatives",
    "ALL": "all whole entire lot handful bunch twenty thirty forty",
    "TOOK": "took taken swallowed take taking swallow",
    "CUT": "cut cutting slit slash* slitting",
    "VEINS": "wrists wrist veins arms",
    "WEARY": (
        "go_on anymore take_it take_this tired_of_living tired_of_life done_with_life carry_on "
        "keep_going give_up given_up cope bear_it"
    ),
    "SENSE": "whats_the_point point reason worth purpose hope worth_it",
    "VANISH": (
        "disappear sleep_forever never_wake not_wake stop_existing go_to_sleep_and not_be_here "
        "vanish cease_to_exist not_exist"
    ),
    "GOODBYE": "goodbye farewell note last_night last_message final goodbyes",
    "MISSED": "miss notice care cry mourn",
    "BETTER": "better burden",
    "WITHOUT_ME": (
        "without_me if_i_was_gone if_i_were_gone wasnt_here wasn_t_here never_been_born off_without "
        "dead a_burden was_gone wasnt_around"
    ),
    "PAST": "yesterday last ago earlier previous always used_to before",
    "FEEL": "feel find has have get",
    "PULSE": "pulse heartbeat",
    "END_ALL": (
        "everything_to_stop it_to_stop it_all_to_stop everything_to_end it_all_to_end it_to_end "
        "it_to_be_over it_all_to_be_over"
    ),
    "HAND": "in_my_hand in_hand in_front_of_me",
    "LOVE": "love_them love_you_all love_her love_him",
    "TO_DEATH": "to_death to_a_pulp",
    "PULL": "pull* yank* drag*",
    "HAIR": "hair",
    "ROUTINE": "breakfast early morning every_day every_night days daily week weekend world",
    "FORCED": "broke_into broken_into ransacked",
    "EDGE": "edge ledge railing",
    "HUNT": "looking_for_me find_me searching_for_me coming_for_me finds_me",
    "UNDRESSED": (
        "in_a_towel in_my_towel in_pajamas in_my_pajamas in_my_pjs in_my_underwear naked barefoot "
        "in_a_robe in_just_a only_a_towel"
    ),
    "BARE": "shower showering asleep sleeping sleep naked changing bath",
    "ENTERED": "came_in came_into walked_in walked_into entered let_himself barged",
    "CATCH": "caught catching",
    "HEAT": "iron candle cigarette stove heater",
    "SHAKE": "shak* shiver* trembl* delirious",
    "FEVER": "fever temperature",
    "WAKE": "wake_up wake waking come_round come_to respond responding",
    "RING": "ringing bell buzzer intercom buzzing",
    "THROAT": "throat windpipe",
    "CRY": "cry* scream* wailing",
    "WITH_US": "with_us_inside with_me_inside with_us_in_it us_in_here",
    "SLEEP": "sleep asleep",
    "EYES": "open_my_eyes wake_up waking_up",
    "EXTINGUISH": "put_it_out put_out extinguish",
    "GADGET": "tv light lights ac radio alarm",
    "BODY": "legs leg arm arms face hand hands side body fingers",
    "EYE": "eye eyes vision",
    "SEE": "see",
    "CAR": "run_over hit_by_a_car hit_by_a hit_by_car",
    "SHOCK": "electrocut* electric_shock got_shocked shocked",
    "BOILING": "boiling_water boiling hot_oil",
    "SKIN": "burn* scald*",
    "CAMERA": "camera cameras",
    "HIDDEN": "hidden hiding spy",
    "PEEK": "peek* peep* spying staring filming watching",
    "WINDOW": "window bathroom shower balcony",
    "ROPE": "noose rope",
    "SPIKED": "put_something slipped spiked",
    "DRINK": "drink glass cocktail",
    "MONOXIDE": "monoxide",
    "STAND": "stand get_up walk",
    "SLUR": "slur* gibberish confused incoherent making_sense droop* mumbling speech",
    "TEAR": "break breaking smash* force forcing kick* bust*",
    "PANIC": "running evacuat* fleeing",
    "WEIRD": "weird creepy strange suspicious shady",
    "CALM": (
        "fever toy cake party restaurant chicken bacon toast food movie pizza sunburn* candle* "
        "fireplace barbecue bbq grill spicy steak firewood chili tongue_from"
    ),
    "WORKS": "work works working read green",
    "SPILL": "spill* coffee juice wine beer",
}
