"""The description of the open data for data portals: DCAT-AP-NL 3.0 as JSON-LD.

Source: Geonovum, DCAT-AP-NL 3.0 (docs.geostandaarden.nl/dcat/dcat-ap-nl30), shapes 300. Mandatory there, beside what
DCAT-AP 3.0 asks: of a dataset accessRights, contactPoint, creator, identifier, publisher and theme; of a distribution
accessURL and license; of a catalogue contactPoint and dataset. Values come from the lists of the EU that it names.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from report.open_data.dictionary import TABLES

EU = "http://publications.europa.eu/resource/authority"
LICENCE = f"{EU}/licence/CC0"
LICENCE_PAGE = "https://creativecommons.org/publicdomain/zero/1.0/deed.nl"
DUTCH = f"{EU}/language/NLD"
GOVERNMENT = f"{EU}/data-theme/GOVE"
PUBLIC = f"{EU}/access-right/PUBLIC"
PROFILE = "https://docs.geostandaarden.nl/dcat/dcat-ap-nl30/"
FORMATS: Mapping[str, tuple[str, str]] = {"csv": ("text/csv", "CSV"), "json": ("application/json", "JSON")}
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True)
class Publisher:
    """Who answers for the data. `uri` is the organisation's in the government's register (TOOI)."""

    name: str
    uri: str
    email: str


@dataclass(frozen=True)
class Described:
    """One edition. `page` is where people read about it, `files` the address of a file by (table, ending)."""

    identifier: str
    name: str
    area: str
    page: str
    modified: str
    started: str
    ended: str
    files: Mapping[tuple[str, str], str]


def catalogue(site: str, page: str, publisher: Publisher, editions: Sequence[Described]) -> dict[str, Any]:
    """The whole description. Addresses are absolute; moments are ISO 8601."""
    newest = max((each.modified for each in editions), default="")
    return {
        "@context": CONTEXT,
        "@id": f"{page}#catalogus",
        "@type": "dcat:Catalog",
        "dct:title": _nl(f"Open data van {site}"),
        "dct:description": _nl(
            "Plannen, opkomst, fasen en uitkomsten van de wijkbudgetten: bewoners bedenken, kiezen en maken plannen."
        ),
        "dct:publisher": _agent(publisher),
        "dcat:contactPoint": _contact(publisher),
        "dct:language": {"@id": DUTCH},
        "dct:license": {"@id": LICENCE},
        "dct:conformsTo": {"@id": PROFILE},
        "foaf:homepage": {"@id": page},
        **({"dct:modified": _moment(newest)} if newest else {}),
        "dcat:dataset": [_dataset(each, publisher) for each in editions],
    }


def _dataset(edition: Described, publisher: Publisher) -> dict[str, Any]:
    return {
        "@id": edition.identifier,
        "@type": "dcat:Dataset",
        "dct:identifier": edition.identifier,
        "dct:title": _nl(f"Wijkbudget {edition.name}"),
        "dct:description": _nl(
            f"Alle plannen van de ronde {edition.name} in {edition.area}, met likes, kosten, stemmen en uitkomst; hoe "
            "ver ze kwamen, de thema’s en wensen per wijk, de opkomst en de duur van de fasen."
        ),
        "dct:publisher": _agent(publisher),
        "dct:creator": _agent(publisher),
        "dcat:contactPoint": _contact(publisher),
        "dcat:theme": {"@id": GOVERNMENT},
        "dct:accessRights": {"@id": PUBLIC},
        "dct:language": {"@id": DUTCH},
        "dct:modified": _moment(edition.modified),
        "dct:license": {"@id": LICENCE},
        "dcat:keyword": [_nl(word) for word in ("wijkbudget", "burgerbegroting", "participatie", edition.area)],
        "dcat:landingPage": {"@id": edition.page},
        **_period(edition),
        "dcat:distribution": [_distribution(*place, address, edition) for place, address in edition.files.items()],
    }


def _distribution(name: str, ending: str, address: str, edition: Described) -> dict[str, Any]:
    media, kind = FORMATS[ending]
    return {
        "@id": f"{address}#bestand",
        "@type": "dcat:Distribution",
        "dct:title": _nl(f"{TABLES[name].title} ({kind})"),
        "dct:description": _nl(TABLES[name].text),
        "dcat:accessURL": {"@id": edition.page},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{media}"},
        "dct:format": {"@id": f"{EU}/file-type/{kind}"},
        "dct:license": {"@id": LICENCE},
        "dct:language": {"@id": DUTCH},
        "dct:modified": _moment(edition.modified),
    }


def _period(edition: Described) -> dict[str, Any]:
    if not (edition.started and edition.ended):
        return {}
    ends = {"dcat:startDate": _moment(edition.started), "dcat:endDate": _moment(edition.ended)}
    return {"dct:temporal": {"@type": "dct:PeriodOfTime", **ends}}


def _agent(publisher: Publisher) -> dict[str, Any]:
    return {"@id": publisher.uri, "@type": "foaf:Agent", "foaf:name": _nl(publisher.name)}


def _contact(publisher: Publisher) -> dict[str, Any]:
    return {
        "@type": "vcard:Organization",
        "vcard:fn": publisher.name,
        "vcard:hasEmail": {"@id": f"mailto:{publisher.email}"},
    }


def _nl(words: str) -> dict[str, str]:
    return {"@value": words, "@language": "nl"}


def _moment(text: str) -> dict[str, str]:
    return {"@value": text, "@type": "xsd:dateTime"}
