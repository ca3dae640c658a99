// SPDX-License-Identifier: EUPL-1.2
// What a dialogue with a mail server means for the letter.
#pragma once
#include "net/smtp.h"
#include "ports/sent.h"

namespace ports {

// A final no to this recipient or this content refuses the letter. Everything else is waited out: a server that is
// busy, away or wrongly set up, and one that does not know us, which is our technician's to mend.
Sent judged(net::Submitted const&);

}
