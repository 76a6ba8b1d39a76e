"""From which coarse network a request comes. The full address is looked at and never kept."""

import ipaddress

from allauth.account.adapter import get_adapter
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest

IPV4_BITS, IPV6_BITS = 24, 48


def coarse_network(request: HttpRequest) -> str:
    """`192.0.2.0/24` or `2001:db8::/48`; "" when the address is not known.

    Allauth finds the address: it believes X-Forwarded-For only as far as TRUSTED_PROXY_COUNT says. A header that does
    not fit is no reason to refuse anybody anything.
    """
    try:
        return coarse(get_adapter().get_client_ip(request))
    except (ImproperlyConfigured, PermissionDenied):
        return ""


def coarse(address: str) -> str:
    """The network around an IP address, or "" for what is none."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    bits = IPV4_BITS if found.version == 4 else IPV6_BITS
    return str(ipaddress.ip_network((found, bits), strict=False))
