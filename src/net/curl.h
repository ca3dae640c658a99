// SPDX-License-Identifier: EUPL-1.2
// What everything that goes out through libcurl shares. Only net/ includes this.
#pragma once
#include "net/fetch.h"

#include <curl/curl.h>
#include <memory>

namespace net {

using Handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using List = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

// A fresh handle that no signal interrupts. Throws when the library does not start.
Handle curl_handle();
// What went wrong in our words. `over`: more came than was welcome.
Fetched::Fault fault_of(CURLcode, bool over = false);
// Whom the other side's certificate is to be vouched for by: a PEM file, or the system when it is empty.
void trust(CURL*, std::string const& ca_file);

}
