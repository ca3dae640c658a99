// SPDX-License-Identifier: EUPL-1.2
// Refusals in HTTP, and under their fields.
#include "web/answer.h"

namespace web {

int status_of(base::Refusal::Why why)
{
    using enum base::Refusal::Why;
    switch (why) {
    case Malformed:
        return 400;
    case Unidentified:
        return 401;
    case Forbidden:
        return 403;
    case NotFound:
        return 404;
    case Conflict:
        return 409;
    case Gone:
        return 410;
    case Precondition:
        return 412;
    case TooLarge:
        return 413;
    case Unsupported:
        return 415;
    case Unprocessable:
        return 422;
    case TooMany:
        return 429;
    case Unavailable:
        return 503;
    case Altered:
        return 460; // tus.io, 1.0.0, checksum
    }
    return 500;
}

std::string_view name(base::Refusal::Why why)
{
    using enum base::Refusal::Why;
    switch (why) {
    case Malformed:
        return "malformed";
    case Unidentified:
        return "unidentified";
    case Forbidden:
        return "forbidden";
    case NotFound:
        return "not-found";
    case Conflict:
        return "conflict";
    case Gone:
        return "gone";
    case Precondition:
        return "precondition";
    case TooLarge:
        return "too-large";
    case Unsupported:
        return "unsupported";
    case Unprocessable:
        return "unprocessable";
    case TooMany:
        return "too-many";
    case Unavailable:
        return "unavailable";
    case Altered:
        return "altered";
    }
    return "failed";
}

}
