// SPDX-License-Identifier: EUPL-1.2
// Filing for somebody: one act, in which everything that was judged is looked at again.
#pragma once
#include "rooms/assistance/pages.h"

namespace assistance {

struct Ready {
    Request request;
    store::Habilitation habilitation;
    std::string officer, login, unit;
    std::vector<uploads::UploadId> consent;                   // what is there already
    std::vector<std::shared_ptr<uploads::Ready const>> files; // of a form without a script
    std::string consent_on;
    std::shared_ptr<web::Call const> theirs; // in the person's language
    // A button of the file field was pressed: what it says, and nothing is filed.
    std::string field_button;
    uploads::UploadId removed;
};

struct Filed {
    static constexpr bool creates = true;
    std::string id, number, presented_at, receipt, matter;
};
BOOST_DESCRIBE_STRUCT(Filed, (), (id, number, presented_at, receipt, matter))
std::string location(Filed const&);

base::Result<Filed> record_file(Room&, act::Act&, Ready const&);

}
