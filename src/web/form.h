// SPDX-License-Identifier: EUPL-1.2
// Bodies and queries as one JSON object: urlencoded forms, multipart forms with files, JSON, raw files.
#pragma once
#include "base/result.h"
#include "net/http.h"

#include <boost/json.hpp>

namespace web {

namespace json = boost::json;

// %XX and + decoded; nothing when an escape is broken.
std::optional<std::string> url_decoded(std::string_view);
std::string url_encoded(std::string_view);
// name=value&… ; a repeated name becomes an array. Refuses broken escapes and more than 500 fields.
base::Result<json::object> read_query(std::string_view);
// The body by its Content-Type. A file of a multipart form stands under its field's name; those of a field "x__fitxer"
// also tell how they are called, under "x__nom". A raw PDF stands under "pdf".
base::Result<json::object> read_body(net::Request const&);

}
