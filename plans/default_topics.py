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
        "drempel\nzebrapad\nverkeersveilig*\nverkeersonveilig*\nverkeerslicht\nstoplicht\nrotonde\nverkeersbord\n"
        "flitspaal\noversteekplaats\nveilig oversteken\nsnelheid*\nhardrijden\nhardrijder\nhard rijden\nte hard rijd*\n"
        "langzamer rijden\nasverspringing\neenrichtingsverkeer\nfietspad\nverkeerssituatie",
        "De gemeente zorgt altijd voor veilig verkeer, ook zonder wijkbudget. Een drempel of een zebrapad kan alleen "
        "als het past bij alle straten eromheen.",
    ),
    DefaultTopic(
        "Onderhoud van straat en stoep",
        "Beheer openbare ruimte",
        "straatverlichting\nlantaarn kapot\nlantaarnpaal\nriool\nriolering\nrioolput\nstoeptegel los\n"
        "losse stoeptegel\nlosse tegel\nscheve tegel\ngat in de weg\nkapotte stoep\nstoep repareren\n"
        "stoep herstellen\nstoep ophogen\nherbestrat*\nasfalt*\nwegdek\nwateroverlast\nachterstallig onderhoud",
        "Straten, stoepen, lampen en riolen onderhouden is gewoon werk van de gemeente. Iets dat stuk is, kunt u "
        "ook meteen melden. Daar is geen stemming voor nodig.",
    ),
    DefaultTopic(
        "Afval ophalen",
        "Afval en reiniging (Spaarnelanden)",
        "grofvuil\nvuilnisbak legen\nvuilniswagen\nvuilophaal*\nafval ophalen\nafval opgehaald\nvuilnis ophalen\n"
        "afvalcontainer\nondergrondse container\npapiercontainer\nglasbak\nkliko\nafvalbak legen\nprullenbak legen",
        "Spaarnelanden haalt het afval op, zet de containers neer en leegt de prullenbakken. Samen opruimen of "
        "buren helpen met scheiden kan wel een plan zijn.",
    ),
    DefaultTopic(
        "Openbaar vervoer",
        "Verkeer en mobiliteit (provincie en vervoerder)",
        "buslijn\nbushalte\ndienstregeling\nopenbaar vervoer\nbusverbinding\nov-verbinding\nlijnbus\ntreinstation",
        "De provincie en de vervoerder beslissen over lijnen, haltes en tijden. De gemeente geeft uw wens door.",
    ),
    DefaultTopic(
        "Woningen en huur",
        "Wonen",
        "huurprijs\nhuurverhoging\nhuurwoning\nwoningnood\nwoningbouw\nsociale huur\nwoningtekort\nwoningcorporatie\n"
        "schimmel in huis\nnieuwe woning bouwen\nwoningen bouwen\nhuisvesting\nhuurtoeslag",
        "Over huren, bouwen en verdelen van woningen beslissen de gemeente en de woningcorporaties samen.",
    ),
    DefaultTopic(
        "Parkeren en vergunningen",
        "Parkeren",
        "parkeer*\nparkeren\nblauwe zone\nlaadpaal\nvergunninghouder",
        "Voor parkeren gelden regels voor de hele stad. Die kunnen niet in één straat anders zijn door een stemming.",
    ),
    DefaultTopic(
        "Overlast, politie en veiligheid",
        "Veiligheid en handhaving",
        "overlast\npolitie\npolitieagent\nwijkagent\ninbraak\nhandhaver\nhandhaving\nboa\ndrugsdealer\ndrugshandel\n"
        "camerabewaking\ncameratoezicht\nbewakingscamera\nvandalisme\nstraatroof",
        "De politie en de handhavers van de gemeente zorgen voor de veiligheid. Bij gevaar belt u 112. "
        "Buren bij elkaar brengen, zodat het prettiger wordt op straat, kan wel een plan zijn.",
    ),
    DefaultTopic(
        "Zorg, uitkeringen en schulden",
        "Werk, inkomen en zorg",
        "uitkering\nbijstand\nbijstandsuitkering\nschuldhulp*\nschuldsanering\nthuiszorg\nwmo\njeugdzorg\nminimaregeling",
        "Wie recht heeft op zorg of geld staat in de wet. Een plan kan mensen wel helpen om de weg te vinden.",
    ),
    DefaultTopic(
        "Scholen en lesgeven",
        "Onderwijs",
        "schoolgebouw\nlerarentekort\nschoolbestuur\nnieuwe school bouwen\nleerplicht\nschooltijd",
        "Over gebouwen, leraren en schooltijden beslissen de schoolbesturen en de gemeente samen.",
    ),
)
