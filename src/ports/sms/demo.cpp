// SPDX-License-Identifier: EUPL-1.2
// Text messages of a sample town go no further than its post box.
#include "base/contacts.h"
#include "ports/postbox/postbox.h"
#include "ports/sms/sms.h"

namespace ports {
namespace {

class Demo final : public Sms {
public:
    explicit Demo(std::filesystem::path folder) : box(std::move(folder)) {}

    Sent send(TextMessage const& message) override
    {
        if (base::telephone_number(message.to) != message.to) return Sent::refused("that is no telephone number");
        box.keep({message.id, "sms", message.to, "", message.text, message.language, message.at});
        return Sent::accepted();
    }
    Check check() override { return {"sms", true, "sample: messages stay in the town's folder"}; }

private:
    PostBox const box;
};

}

std::unique_ptr<Sms> demo_sms(std::filesystem::path folder) { return std::make_unique<Demo>(std::move(folder)); }

}
