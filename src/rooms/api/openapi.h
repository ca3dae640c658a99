// SPDX-License-Identifier: EUPL-1.2
// OpenAPI 3.1 of a route table. Only this room includes it.
#pragma once
#include "web/router.h"

namespace api {

namespace json = boost::json;

// The whole document, in the language of the call.
json::object document(web::Router const&, web::Call const&);

// One route as an Operation Object; structs that come up are added to `schemas`.
json::object operation(web::Route const&, web::Schemas& schemas);
// The first segment of the address: what belongs together.
std::string tag(web::Route const&);

}
