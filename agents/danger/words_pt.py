"""Portuguese words of danger by what they stand for: `*` any ending, `_` a blank; folded."""

WORDS = {
    "NOT": "pra_que nao n nem nunca sem ninguem nada num",
    "STOP": "para parar parando estanca",
    "ME": (
        "me meu minha meus minhas eu nos nosso nossa a_gente gente to tou estou estamos fiquei "
        "ficamos tamo sou comigo"
    ),
    "KIN": (
        "pai papai mae mamae filho filha filhinh* bebe nenem crianca criancas esposa esposo marido "
        "mulher avo vovo irmao irma sogr* namorad* amig* tio tia prim* sobrinh* net* senhor senhora "
        "hospede homem menino menina moca moco rapaz pessoa alguem velhinh* cunhad* ele ela colega "
        "velho velha gemeos cara companheir*"
    ),
    "CHILD": "bebe nenem crianca criancas filho filha filhos filhas menin* filhinh* net* gemeos",
    "DOWN": "caid* desab* no_chao desmont* imovel estirad* deitado_no deitada_no apagad* apagou tombou",
    "FAINT": (
        "desmai* inconsciente* desacordad* perdeu_a_consciencia perdeu_os_sentidos apagou sem_sentidos"
    ),
    "REACT": (
        "respond* reage reagir acorda* acordar mexe mexer mexendo levanta levantar fala falar "
        "falando abre_os_olhos pulso anda andar atende reconhece"
    ),
    "BREATHE": "respir* folego",
    "HARD": "dificuldade dificil mal custa falta pouco esquisito pesad* sem_ar",
    "CHOKE": "falta_ar engasg* sufoc* afog* asfixi* falta_de_ar sem_ar",
    "BLEED": "sangr* sangue hemorragi*",
    "SEVERE": (
        "muito muita cabeca parar para gravida boca ouvido nariz perna braco mao demais bastante "
        "rosto olho chao todo toda tudo"
    ),
    "SEIZE": "convul* epilep* espumando se_debatendo espuma",
    "HEART": "infart* parada_cardiaca ataque_do_coracao ataque_cardiaco derrame avc enfart*",
    "SWALLOW": "engoliu engoli tomou bebeu comeu ingeriu engolido",
    "POISON": (
        "pilha bateria agua_sanitaria veneno detergente moeda botao ima sabao inseticida cloro "
        "produto alvejante acetona candida soda chumbinho"
    ),
    "BLUE": "azul azuis rox* palid* branco_como branca_como amarel* cinza",
    "LIPS": "labios labio boca rosto cara lingua garganta olhos olho",
    "SWELL": "inch* fech* fechando",
    "ALLERGY": "alergi* anafil* abelha vespa escorpiao cobra agua_viva marimbondo",
    "STUNG": "picou picad* mordeu mordid* ferroada picaram",
    "CHEST": "peito coracao braco_esquerdo",
    "PAIN": "dor doi doendo aperto apert* pressao pontada dores dormente queimacao",
    "FALL": "caiu cai caimos queda bateu bati escorreg* rolou despencou",
    "BAD_FALL": "escada escadas cabeca varanda janela sacada telhado nuca degrau degraus muro",
    "BONE": "perna braco osso tornozelo pulso quadril cotovelo joelho clavicula femur",
    "BROKE": "quebr* fratur* parti* exposto",
    "AMBULANCE": "ambulancia* samu paramedic* socorrist* resgate desfibrilador",
    "MEDIC": "medico medica doutor* enfermeir*",
    "URGENT": (
        "urgente urgencia emergencia agora rapido ja socorro ajuda ajudem corre corram depressa "
        "logo pelo_amor"
    ),
    "LABOUR": "contracoes contracao bolsa_estourou estourou_a_bolsa bolsa_rompeu parto parindo",
    "DRUGGED": "overdose intoxic* envenen* drogad* dopad* bebeu_demais alcool bebad*",
    "DROWN": "afog* afund* boiando fundo",
    "POOL": "piscina agua mar banheira hidro jacuzzi",
    "FIRE": "fogo incendio incendi* chama chamas labareda*",
    "SMOKE": "fumaca fumaceira fumo",
    "BURN": "queim* ardendo arder derret* pegou_fogo tostad*",
    "SPARK": "faisca* curto_circuito em_curto deu_curto estalando",
    "SMELL": "cheir* fedor fedendo",
    "GAS": "gas",
    "SCORCH": "queimad* queimando plastico_queimado fio_queimado fio",
    "EXPLODE": "explod* explosao estourou",
    "THING": (
        "tomada cortina* cama colchao lencol carregador tv televisao teto parede fio fios cozinha "
        "fogao quarto corredor abajur lixo lixeira ferro forno microondas ventilador predio "
        "ar_condicionado frigobar tapete sofa elevador fritadeira panela hotel lavanderia "
        "travesseiro secador chuveiro_eletrico celular aquecedor carpete patinete disjuntor quadro "
        "quiosque cadeira cadeiras mesa chale moveis"
    ),
    "OUT": (
        "sai saindo sair entra entrou entrando tem vejo vendo cheio cheia encheu soltando solta "
        "vindo vem botando subindo espalhando tomou"
    ),
    "ALIVE_NOW": "ta esta tao estao algo tudo alguma",
    "DOOR": "trava porta portas portao fechadura macaneta trinco entrada tranca",
    "KEY": "codigo chave chaves cartao",
    "LIFT": "elevador",
    "TRAPPED": "entalad* pres* trancad* travad* encurralad* emperr*",
    "OPEN": "abra abram abre abrem abrir abriu gira destrava destranca",
    "ENTER": "entrar voltar acessar",
    "EXIT": "sair saio descer",
    "OUTSIDE": "fora rua varanda sacada terraco calcada patio jardim quintal",
    "INSIDE": "dentro no_elevador la_dentro no_quarto",
    "ALONE": "sozinh*",
    "NOBODY": "ninguem nao_tem_quem",
    "ANSWER": "atende atendem responde respondem abre aparece vem na_recepcao aqui tem",
    "EXPOSED": (
        "pijama toalha descalc* pelad* nu nua frio chuva chovendo madrugada noite congelando mala "
        "malas criancas cueca calcinha roupao chinelo escuro manha"
    ),
    "ROOM": (
        "quarto banheiro varanda sacada sauna elevador escada* garagem academia armario terraco "
        "porao suite chale estacionamento lavabo"
    ),
    "SHUT": "fechou fechada trancou trancada trancado bateu travou emperrou fechado trancaram",
    "HALTED": "parou parado travou andares enguicou empacou quebrou pifou",
    "MEDS": "insulina remedio* medicamento* bombinha oxigenio leite",
    "LOST": "cairam caiu perdi perdemos perdeu esqueci esquecemos deixei roubaram",
    "MAN": (
        "homem homens cara caras desconhecid* estranho estranhos bebado alguem ex ex_marido "
        "ex_namorado sujeito vizinho ladrao ladroes bandido* encapuzado* rapaz seguranca marido "
        "namorado esposo padrasto hospede funcionario taxista gente louco senhor uns grupo tarado "
        "maluco pessoal elemento assaltante*"
    ),
    "KNIFE": (
        "facas arma pistola revolver armado armados canivete fuzil uma_faca com_faca com_facas "
        "a_faca_na faca_na_mao facadas facada facao a_facada"
    ),
    "SHOTS": "tiros tiro tiroteio disparos baleado",
    "FOLLOW": "segue seguindo seguiu perseguindo persegue perseg* atras_de_mim vigiando espreita rondando",
    "BANG": (
        "batendo bate bater bateu chutando chuta forcando forcar esmurr* soc* mexendo_na empurrando "
        "arromb* macaneta girando tentando_abrir"
    ),
    "YELL": "grit* berr* xing* pedindo pede",
    "BREAK_IN": "entrar entrou entraram invad* arromb* abrir escondid* embaixo_da pulou_a forcar",
    "HIT": (
        "bate batendo bateu bati agred* ameac* atac* agarr* passou_a_mao passando_a_mao empurr* "
        "enforc* estrangul* chut* tocando apalp* machuc* espanc* soco socou drog* dop* assedi* "
        "encurral* tapa abus* forca* puxando"
    ),
    "LET_GO": (
        "deixa_sair deixa_ir deixa_em_paz larga solta vai_embora quer_sair deixa_entrar me_deixa "
        "deixam_sair quer_ir_embora deixa_a_gente"
    ),
    "KILL": "matar matando mata mato assassin* degol* esfaque*",
    "POLICE": "policia pm viatura 190 policial",
    "CALL": "chama* liga* manda* preciso precisamos traz* avisa* quero",
    "SCARED": "medo apavorad* panico assustad* terror aterroriz*",
    "HIDING": "escondid* escondi tranquei trancad* trancamos",
    "ROBBED": (
        "assalt* roubando roubaram_a sequestr* rendid* renderam refem refens arrastao apontou "
        "apontando apontaram"
    ),
    "RAPE": (
        "estupr* violento_sexual violenta_sexual abusou abusaram abusando violentada violentou abuso_sexual"
    ),
    "WOMAN": "mulher moca menina senhora irma vizinha",
    "PLEA": "socorro ajuda",
    "WANT": (
        "quero queria quer vontade vou vai penso pensando prefiro planejo diz disse desejo pensei pensado ia"
    ),
    "DIE": "morrer estar_morto estar_morta",
    "LIVE": "viver vivo viva existir vida continuar_aqui",
    "SUICIDE": (
        "suicid* vou_me_matar quero_me_matar me_mato se_matar acabar_com_minha_vida "
        "tirar_minha_vida tirar_a_vida me_enforcar acabar_com_tudo por_fim_em por_fim_a "
        "tirar_a_minha_vida tirar_a_propria acabar_comigo dar_fim_na terminar_tudo me_cortar"
    ),
    "JUMP": "pular pulo me_jogar jogar atirar saltar me_atirar se_jogar me_jogo",
    "HEIGHT": "sacada varanda janela ponte telhado predio terraco andar parapeito beirada trilhos",
    "PILLS": "comprimido* remedio* pilula* calmante* cartela frasco veneno chumbinho",
    "ALL": "todos todas tudo toda inteira inteiro monte muitos muitas vinte trinta quarenta punhado",
    "TOOK": "tomei tomou engoli engoliu tomar tomado",
    "CUT": "cortar cortei cortou cortando corto",
    "VEINS": "pulsos pulso veias bracos",
    "WEARY": (
        "aguento aguentar suporto consigo_mais cansado_de_viver cansada_de_viver cansado_da_vida "
        "cansada_da_vida desisti desisto forcas forca cansei_de_viver cansei_da_vida"
    ),
    "SENSE": "sentido razao motivo vale_a_pena vale_mais esperanca graca",
    "VANISH": (
        "sumir desaparecer dormir_para_sempre dormir_pra_sempre nao_acordar deixar_de_existir "
        "ir_embora_pra_sempre"
    ),
    "GOODBYE": "despedida despedir despediu adeus carta ultima_noite tchau_pra_sempre",
    "MISSED": "sentir_falta minha_falta sentir_minha importa chorar notar liga_pra_mim",
    "BETTER": "melhor peso fardo",
    "WITHOUT_ME": (
        "sem_mim nao_existisse nao_estivesse nao_tivesse_nascido morta morto nunca_ter_nascido "
        "sou_um_peso sou_um_fardo nao_ter_nascido"
    ),
    "PAST": "ontem passado passada anteontem ha_um ha_dois atras sempre antes semana_passada",
    "FEEL": "sinto acho tem",
    "PULSE": "pulso batimento*",
    "END_ALL": "que_tudo_acabe que_tudo_termine que_isso_acabe que_tudo_pare que_acabe",
    "HAND": "na_mao nas_maos",
    "LOVE": "amo_eles amo_elas amo_todos amo_voces os_amo",
    "TO_DEATH": "na_porrada ate_a_morte a_pauladas",
    "PULL": "pux*",
    "HAIR": "cabelo cabelos",
    "ROUTINE": "cafe cedo manha manhas dias todo_dia toda_noite semana semanas mundo",
    "FORCED": "arromb* invadiram",
    "EDGE": "beirada beira parapeito borda",
    "HUNT": "procurando me_achar atras_de_mim vindo_atras",
    "UNDRESSED": "de_toalha de_pijama de_cueca de_calcinha pelad* descalc* nua de_roupao",
    "BARE": "banho banhando dormia dormindo dormiamos pelada nua",
    "ENTERED": "entrou entraram",
    "CATCH": "pegou pegaram",
    "HEAT": "ferro vela cigarro fogao",
    "SHAKE": "trem* tremendo calafrio* delir*",
    "FEVER": "febre",
    "WAKE": "acorda acordar reage reagir desperta",
    "RING": "campainha tocando_a interfone",
    "THROAT": "garganta",
    "CRY": "chora chorando gritando",
    "WITH_US": "com_a_gente_dentro com_nos_dentro comigo_dentro conosco_dentro com_a_gente_la",
    "SLEEP": "dormir",
    "EYES": "abrir_os_olhos acordar",
    "EXTINGUISH": "apagar apaga",
    "GADGET": "tv luz ar radio alarme televisao",
    "BODY": "pernas perna braco bracos rosto mao maos lado corpo dedos",
    "EYE": "olho olhos vista",
    "SEE": "enxergo vejo enxergando",
    "CAR": "atropel*",
    "SHOCK": "eletrocut* choque_eletrico levou_choque tomou_choque levou_um_choque",
    "BOILING": "agua_fervendo agua_quente oleo_quente oleo",
    "SKIN": "queim*",
    "CAMERA": "camera cameras",
    "HIDDEN": "escondid* ocult*",
    "PEEK": "espi* olhando filmando observ*",
    "WINDOW": "janela banheiro chuveiro varanda",
    "ROPE": "corda forca",
    "SPIKED": "colocaram botaram colocou puseram",
    "DRINK": "bebida copo drink",
    "MONOXIDE": "monoxido",
    "STAND": "em_pe levantar andar",
    "SLUR": "enrolad* embolad* confus* tort* estranho",
    "TEAR": "derrub* arromb* quebr* forc*",
    "PANIC": "correndo evacu* fugindo",
    "WEIRD": "estranho estranha suspeit* esquisito",
    "CALM": (
        "febre brinquedo bolo festa restaurante frango carne comida filme arroz pizza sol vapor "
        "churrasco churrasqueira lenha vela velas lareira fogueira pimenta pao"
    ),
    "WORKS": "funciona funcionam passa le serve",
    "SPILL": "agua cafe vinho suco derram* derrub*",
}
