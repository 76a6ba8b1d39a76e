"""Duties that every Dutch municipality has, to begin an edition with. An administrator changes them afterwards."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DefaultTopic:
    """`words` as plans.scope reads them, one a line."""

    name: str
    department: str
    words: str
    explanation: str


DEFAULT_TOPICS = (
    DefaultTopic(
        "Veilig verkeer",
        "Verkeer en mobiliteit",
        "drempel\nzebrapad\nverkeersveilig*\nverkeersonveilig*\nverkeerslicht\nstoplicht\nrotonde aanleggen\n"
        "verkeersbord\nflitspaal\noversteekplaats\nveilig oversteken\nsnelheid*\nhardrijden\nhardrijder\n"
        "hard rijden\nte hard rijd*\nlangzamer rijden\nasverspringing\neenrichtingsverkeer\nfietspad\n"
        "verkeerssituatie",
        "De gemeente zorgt altijd voor veilig verkeer, ook zonder wijkbudget. Een drempel of een zebrapad "
        "kan alleen als het past bij alle straten eromheen.",
    ),
    DefaultTopic(
        "Onderhoud van straat en stoep",
        "Beheer openbare ruimte",
        "straatverlichting\nlantaarn kapot\nlantaarnpaal kapot\nkapotte lantaarnpaal\nriool\nriolering\nrioolput\n"
        "stoeptegel los\nlosse stoeptegel\nlosse tegel\nscheve tegel\ngat in de weg\nkapotte stoep\n"
        "stoep repareren\nstoep herstellen\nstoep ophogen\nherbestrat*\nasfalt*\nwegdek\nwateroverlast\n"
        "achterstallig onderhoud",
        "Straten, stoepen, lampen en riolen onderhouden is gewoon werk van de gemeente. Iets dat stuk is, "
        "kunt u ook meteen melden. Daar is geen stemming voor nodig.",
    ),
    DefaultTopic(
        "Afval ophalen",
        "Afval en reiniging (Spaarnelanden)",
        "grofvuil ophalen\nvuilnisbak legen\nvuilniswagen\nvuilophaal*\nafval ophalen\nafval opgehaald\n"
        "vuilnis ophalen\nafvalcontainer\nondergrondse container\npapiercontainer\nglasbak\nkliko\nafvalbak legen\n"
        "prullenbak legen",
        "Spaarnelanden haalt het afval op, zet de containers neer en leegt de prullenbakken. Samen opruimen "
        "of buren helpen met scheiden kan wel een plan zijn.",
    ),
    DefaultTopic(
        "Openbaar vervoer",
        "Verkeer en mobiliteit (provincie en vervoerder)",
        "buslijn\nnieuwe bushalte\nbushalte terug\nbushalte verplaatsen\ndienstregeling\nopenbaar vervoer\n"
        "busverbinding\nov-verbinding\nlijnbus\ntreinstation",
        "De provincie en de vervoerder beslissen over lijnen, haltes en tijden. De gemeente geeft uw wens door.",
    ),
    DefaultTopic(
        "Woningen en huur",
        "Wonen",
        "huurprijs\nhuurverhoging\nhuurwoning\nwoningnood\nwoningbouw\nsociale huur\nwoningtekort\n"
        "schimmel in huis\nnieuwe woning bouwen\nwoningen bouwen\nhuisvesting\nhuurtoeslag",
        "Over huren, bouwen en verdelen van woningen beslissen de gemeente en de woningcorporaties samen.",
    ),
    DefaultTopic(
        "Parkeren en vergunningen",
        "Parkeren",
        "parkeren\nparkeerplaats\nparkeerplek\nparkeervergunning\nparkeerdruk\nparkeertarief\nparkeervak\n"
        "blauwe zone\nlaadpaal\nvergunninghouder",
        "Voor parkeren gelden regels voor de hele stad. Die kunnen niet in één straat anders zijn door een stemming.",
    ),
    DefaultTopic(
        "Overlast, politie en veiligheid",
        "Veiligheid en handhaving",
        "overlast\npolitie\npolitieagent\nwijkagent\ninbraak\nhandhaver\nhandhaving\nboa\ndrugsdealer\ndrugshandel\n"
        "camerabewaking\ncameratoezicht\nbewakingscamera\nvandalisme\nstraatroof",
        "De politie en de handhavers van de gemeente zorgen voor de veiligheid. Bij gevaar belt u 112. Buren "
        "bij elkaar brengen, zodat het prettiger wordt op straat, kan wel een plan zijn.",
    ),
    DefaultTopic(
        "Zorg, uitkeringen en schulden",
        "Werk, inkomen en zorg",
        "uitkering\nbijstand\nbijstandsuitkering\nschuldhulp*\nschuldsanering\nwmo\njeugdzorg\nminimaregeling",
        "Wie recht heeft op zorg of geld staat in de wet. Een plan kan mensen wel helpen om de weg te vinden.",
    ),
    DefaultTopic(
        "Scholen en lesgeven",
        "Onderwijs",
        "schoolgebouw\nlerarentekort\nschoolbestuur\nnieuwe school bouwen\nleerplicht",
        "Over gebouwen, leraren en schooltijden beslissen de schoolbesturen en de gemeente samen.",
    ),
)
