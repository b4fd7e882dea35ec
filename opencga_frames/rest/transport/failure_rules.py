"""The table that turns events of a server into classes of errors, and the advice that goes with each class.

Read from top to bottom, the first rule that matches counts. ``event`` is matched against the whole simple name of
the Java class (empty for events about an entry, whose id is the entry), ``text`` is searched in the message.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from opencga_frames.errors import (
    AnswerError,
    BadQueryError,
    NotAllowedError,
    NotAuthenticatedError,
    NotFoundError,
    ServerFaultError,
    TokenExpiredError,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ADVICE", "EXPIRED", "NO_STUDY", "RULES", "STATUS_CLASSES", "Rule"]

#: What a server says of an expired token; passwords and accounts that expire are reported in other words.
EXPIRED: Final = re.compile(r"(?i)\btoken (?:is|has) expired|\bexpired token\b")


#: What servers say of a study that is not there, or that the user may not see.
NO_STUDY: Final = r"^No study found"


class Rule(NamedTuple):
    """One line of the table.

    Attributes
    ----------
    event
        Pattern of the simple class name of the event.
    text
        Pattern of its message.
    error
        What it means.
    source
        Where this was seen: ``live`` on running servers 2.12 to 5.0, ``read`` in the server's sources.
    advice
        What to do, beyond what is said for the whole class.
    """

    event: str
    text: str
    error: type[AnswerError]
    source: str
    advice: str = ""


RULES: Final[tuple[Rule, ...]] = (
    # A recording that is replayed.
    Rule(
        "NotRecordedException", "", BadQueryError, "read: 501", "It comes from a recording, which has no other answers."
    ),
    # Tokens; the class differs between releases and calls, the message does not.
    Rule(".*", EXPIRED.pattern, TokenExpiredError, "live: 401 everywhere, 400 in studies and projects info"),
    Rule(".*", r"^Missing token", NotAuthenticatedError, "live: 500 in 4.0 and 5.0, 400 in studies info"),
    Rule(".*", r"^Invalid JWT token", NotAuthenticatedError, "live: 500 in 4.0 and 5.0"),
    Rule(".*", r"^Invalid authentication token", NotAuthenticatedError, "live: 401 and 400 in 2.12"),
    Rule("HeaderParamException", "", NotAuthenticatedError, "live: 400, the Authorization header is not 'Bearer'"),
    # The words of Java's decoder: the server decodes nothing but the parts of the token.
    Rule(
        "IllegalArgumentException",
        r"base64|^Input byte array has|^Last unit does not have enough valid bits",
        NotAuthenticatedError,
        "live: 500, a token whose parts cannot be decoded",
        "The token is not one of this server.",
    ),
    # Who may what.
    Rule("CatalogAuthenticationException", r"^Could not update the password", BadQueryError, "live: 401"),
    Rule("CatalogAuthenticationException", "", NotAuthenticatedError, "live: 401, wrong user or password"),
    Rule("CatalogAuthorizationException", r"can not be found$", NotFoundError, "live: 403, variants"),
    Rule("CatalogAuthorizationException", r"is not a correct permission", BadQueryError, "live: 403"),
    Rule(
        "CatalogAuthorizationException",
        r"(?i)\b(banned|suspended|expired)\b",
        NotAllowedError,
        "live: 403, also for tokens issued before",
        "Only an administrator of the organization can lift this; do not try to log in again.",
    ),
    Rule(
        "CatalogAuthorizationException|",
        r"^Permission denied.*'\*'",
        NotAllowedError,
        "live: 403 and 401 in 2.12, the anonymous user",
        "The call was made without a login: log in with oc.login(...).",
    ),
    Rule("CatalogAuthorizationException", "", NotAllowedError, "live: 403"),
    Rule(".*", r"^Permission denied", NotAllowedError, "live: 401 in updates, deletes and studies info"),
    Rule(".*", r"ask your administrator to create your account", NotAllowedError, "live: 500"),
    # The web layer.
    Rule("NotFoundException", "", NotFoundError, "live: 404, no such path in this release of the server"),
    Rule(
        "NotAllowedException|NotSupportedException|NotAcceptableException|\\w*ParamException",
        "",
        BadQueryError,
        "live: 404, 405, 406, 415",
    ),
    Rule("WebServiceException", "", BadQueryError, "live: 500, too many or repeated ids"),
    # Refused filters; before the rules about missing things, since their messages speak of those too.
    Rule(
        "VariantQueryException",
        r"^Malformed|^Unsupported|^Found unknown|^Internal exception: Solr parse|undefined field",
        BadQueryError,
        "live: 500, variants",
    ),
    Rule("MongoQueryException", r"(?i)path collision|regular expression|near index", BadQueryError, "live: 500"),
    # Missing things.
    Rule("", r"^Not found or user does not have permissions", NotFoundError, "live: 400, info of entries"),
    Rule(".*", r"^(?:Unable .*)?Missing [a-z ]+(?: at \d+)?: .*not found", NotFoundError, "live: 400 and 500"),
    # Hints to name it in full are for whoever has not done so.
    Rule(".*", r"^No study found given '[^']+@[^']+:[^']+'", NotFoundError, "live: 500, 400 in info"),
    Rule(".*", r"^No project found given '[^']+@[^']+'", NotFoundError, "live: 500, 400 in info"),
    Rule(
        ".*",
        NO_STUDY,
        NotFoundError,
        "live: 500, 400 in info; 1.4",
        "Name the study in full, as organization@project:study.",
    ),
    Rule(
        ".*",
        r"^No project found",
        NotFoundError,
        "live: 500, 400 in info; 1.4",
        "Name the project in full, as organization@project.",
    ),
    Rule(".*", r"^No organization found", NotFoundError, "read: 500"),
    Rule(".*", r"^Could not find database for organization", NotFoundError, "live: 500"),
    Rule(
        "Catalog(?:DB|IO)?Exception",
        r"(?:could not be found|do(?:es)? not exist|not found)\.?$"
        r"|^Some users were not found",
        NotFoundError,
        "live: 500, users, files, panels, filters, variable sets",
    ),
    Rule("VariantQueryException", r"not found(?:!| in study|\. Available)", NotFoundError, "live: 500, variants"),
    # The server's own troubles.
    Rule(
        ".*",
        r"Unknown variant storage engine|Solr server is not alive|unable to connect|^Error downloading",
        ServerFaultError,
        "live: 500, a service behind the server is away",
    ),
    Rule("VariantQueryException", r"^Internal exception", ServerFaultError, "live: 500, variants"),
    Rule(
        "ClassCastException",
        r"String cannot be cast to class java\.lang\.Long",
        ServerFaultError,
        "live: 500, a fault of servers 2.12 to 5.0",
        "Known fault: in a study with a confidential variable set, users without its permission cannot ask.",
    ),
    Rule(
        "CatalogException",
        r"^Duplicated entry .* found",
        ServerFaultError,
        "live: 500, clinical info with version=all, a fault of servers up to 5.0",
        "Known fault: the server cannot return several versions of this kind of entry. Ask for one version by number.",
    ),
    Rule(
        "CatalogException",
        r"^More than one study found",
        BadQueryError,
        "live: 500",
        "Name the study, as organization@project:study.",
    ),
    # The error of a single entry has no class, only a text; the server answers 401 where that says "denied".
    Rule("", r"\bdenied\b", NotAllowedError, "read: 401"),
    Rule("NumberFormatException|IllegalArgumentException", "", BadQueryError, "live: 500"),
    Rule(r"Catalog\w*Exception|VariantQueryException|Exception", "", BadQueryError, "live: 500"),
)

#: Classes for answers that hold no error event: pages of the container or of something in front of it.
STATUS_CLASSES: Final[Mapping[int, type[AnswerError]]] = MappingProxyType(
    {
        401: NotAuthenticatedError,
        403: NotAllowedError,
        404: NotFoundError,
        407: NotAuthenticatedError,
        410: NotFoundError,
        429: ServerFaultError,
    }
)

#: What each class means and what to do, and some special cases.
ADVICE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "TokenExpiredError": "The session has expired and could not be renewed. Log in again with oc.login(...).",
        "NotAuthenticatedError": "The server does not know who is calling. Log in with oc.login(...); check user, "
        "password and organization first, since five wrong passwords lock an account.",
        "NotAllowedError": "This user is not allowed to do this. Ask the owner of the study for the permission.",
        "NotFoundError": "Nothing of this name exists, or this user may not see it. Check the spelling; upper and "
        "lower case differ.",
        "BadQueryError": "The server refuses a parameter, a value or the body. Correct it; the same call will "
        "fail again.",
        "ServerFaultError": "The server failed. Try again later; if it keeps failing, tell its administrator.",
        "UnreadableAnswerError": "This is not an answer of OpenCGA. Check the address, and whether a proxy or a "
        "sign-in page stands in front of the server.",
        "redirect": "Redirects to another address are not followed, so that no token leaves for another host. "
        "Use the new address if it is the right one.",
        "too long": "The address is too long: ask for fewer ids at once or shorten the filters.",
        "elsewhere": "The page is not one of OpenCGA: the address of the server may lack a part such as /opencga.",
        "no organizations": "Servers before 3.0 have no organizations: leave organization out, in the configuration "
        "and in OPENCGA_ORGANIZATION as well.",
        "login": "Check user, password and organization; five wrong passwords lock an account.",
    }
)
