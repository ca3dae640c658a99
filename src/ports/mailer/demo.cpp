// SPDX-License-Identifier: EUPL-1.2
// Letters of a sample town go no further than its post box.
#include "ports/mailer/mailer.h"
#include "ports/mailer/mime.h"
#include "ports/postbox/postbox.h"

namespace ports {
namespace {

class Demo final : public Mailer {
public:
    explicit Demo(std::filesystem::path folder) : box(std::move(folder)) {}

    Sent send(Letter const& letter) override
    {
        // What no server would be given is not taken here either.
        if (!mime(letter, {"mostra@exemple.cat", ""})) return Sent::refused("the letter has control characters");
        box.keep({letter.id, "mail", letter.to, letter.subject, letter.text, letter.language, letter.at});
        return Sent::accepted();
    }
    Check check() override { return {"mail", true, "sample: letters stay in the town's folder"}; }

private:
    PostBox const box;
};

}

std::unique_ptr<Mailer> demo_mailer(std::filesystem::path folder) { return std::make_unique<Demo>(std::move(folder)); }

}
