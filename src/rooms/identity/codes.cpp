// SPDX-License-Identifier: EUPL-1.2
#include "rooms/identity/codes.h"

#include "base/contacts.h"
#include "base/crypto.h"
#include "base/digits.h"

#include <cstring>

namespace identity {
namespace {

using base::Refusal;
using Kind = Contact::Kind;

db::Bytes mark_of(CodeDoor const& door, Contact const& contact)
{
    return {base::hmac_sha256(door.key, "contact " + contact.address)};
}

std::string mark_of(CodeDoor const& door, CodeId const& id, std::string_view code)
{
    return base::hmac_sha256(door.key, "code " + id.text + " " + std::string(code));
}

std::string about(CodeId const& id) { return "identity_code " + id.text; }

Contact contact_of(std::string const& address)
{
    return {address.starts_with("+") ? Kind::Telephone : Kind::Email, address};
}

Refusal wrong(char const* text) { return {Refusal::Why::Unprocessable, text, "contacte"}; }

std::int64_t asked_since(CodeDoor const& door, db::Snapshot const& snapshot, Contact const& contact, base::Instant from)
{
    return snapshot(R"sql(select count(*) from identity_code where contact = $1 and asked_at > $2)sql",
                    mark_of(door, contact), from.micros)
        .at(0)
        .integer(0);
}

// Refused, but counted.
Refusal kept(char const* text, Refusal::Arguments with = {})
{
    Refusal refusal{Refusal::Why::Unprocessable, text, "codi", std::move(with)};
    refusal.kept = true;
    return refusal;
}

}

Refusal why_closed(CodeStanding standing)
{
    auto const* const text = standing == CodeStanding::Spent  ? "identity.code-spent"
                             : standing == CodeStanding::Late ? "identity.code-late"
                                                              : "identity.code-none";
    return {Refusal::Why::Gone, text};
}

std::string_view name(Kind kind) { return kind == Kind::Telephone ? "telephone" : "email"; }

base::Result<Contact> contact_typed(CodeDoor const& door, std::string_view typed)
{
    auto const is_mail = typed.find('@') != typed.npos;
    if (is_mail && !door.mail) return wrong("identity.contact-no-mail");
    if (!is_mail && !door.sms) return wrong("identity.contact-no-sms");
    auto const address = is_mail ? base::email_address(typed) : base::telephone_number(typed);
    if (!address) return wrong(is_mail ? "identity.contact-bad-mail" : "identity.contact-bad-number");
    if (!is_mail && base::is_fixed_line(*address)) return wrong("identity.contact-fixed-line");
    return contact_of(*address);
}

std::optional<std::string> code_typed(std::string_view typed) { return base::digits_typed(typed, code_digits); }

std::string fresh_code()
{
    constexpr std::uint32_t all = 1'000'000;
    for (;;) {
        auto const random = base::random_bytes(4);
        std::uint32_t number = 0;
        std::memcpy(&number, random.data(), sizeof number);
        if (number >= UINT32_MAX - UINT32_MAX % all) continue; // the last numbers would favour the first codes
        auto const digits = std::to_string(number % all);
        return std::string(code_digits - digits.size(), '0') + digits;
    }
}

CodeStands code_of(CodeDoor const& door, db::Snapshot const& snapshot, std::string_view browser, base::Instant now)
{
    if (browser.empty()) return {};
    auto const row = snapshot.one(R"sql(
        select id, sealed, tries, asked_at, back_to from identity_code
        where browser = $1 and ended_at is null order by asked_at desc, id desc limit 1
        )sql",
                                  browser);
    if (!row) return {};
    CodeStands found;
    found.code.id = {row->text(0)};
    auto const address = base::decrypt(door.key, row->bytes(1), about(found.code.id));
    if (!address) return {};
    found.code.contact = contact_of(*address);
    found.code.tries = row->integer(2);
    found.code.asked_at = {row->integer(3)};
    found.code.back_to = row->text(4);
    found.standing = found.code.asked_at + code_lasts <= now ? CodeStanding::Late
                     : found.code.tries >= most_tries        ? CodeStanding::Spent
                                                             : CodeStanding::Open;
    return found;
}

bool enough_sent(CodeDoor const& door, db::Snapshot const& snapshot, Contact const& contact, base::Instant now)
{
    using namespace std::chrono_literals;
    return asked_since(door, snapshot, contact, now - 1h) >= most_in_an_hour ||
           asked_since(door, snapshot, contact, now - 24h) >= most_in_a_day;
}

NewCode ask_code(CodeDoor const& door, db::Tx& tx, Contact const& contact, std::string_view browser,
                 std::string const& back_to, base::Instant now)
{
    NewCode made{CodeId::fresh(now), fresh_code()};
    tx(R"sql(update identity_code set ended_at = $2 where browser = $1 and ended_at is null)sql", browser, now.micros);
    tx(R"sql(
        insert into identity_code (id, browser, contact, sealed, code, tries, asked_at, back_to)
        values ($1, $2, $3, $4, $5, 0, $6, $7)
        )sql",
       made.id.text, browser, mark_of(door, contact),
       db::Bytes{base::encrypt(door.key, contact.address, about(made.id))},
       db::Bytes{mark_of(door, made.id, made.code)}, now.micros, back_to);
    return made;
}

base::Result<AskedCode> use_code(CodeDoor const& door, db::Tx& tx, std::string_view browser, std::string_view digits,
                                 base::Instant now)
{
    auto const found = code_of(door, tx, browser, now);
    if (found.standing != CodeStanding::Open) return why_closed(found.standing);
    auto const& id = found.code.id;
    auto const right = tx.one(R"sql(select code from identity_code where id = $1)sql", id.text)->bytes(0);
    if (base::equal_in_constant_time(right, mark_of(door, id, digits))) {
        tx(R"sql(update identity_code set ended_at = $2 where id = $1)sql", id.text, now.micros);
        return found.code;
    }
    tx(R"sql(update identity_code set tries = tries + 1 where id = $1)sql", id.text);
    auto const left = most_tries - found.code.tries - 1;
    if (left == 0) {
        auto spent = why_closed(CodeStanding::Spent);
        spent.kept = true;
        return spent;
    }
    if (left == 1) return kept("identity.code-wrong-last");
    return kept("identity.code-wrong", {{"left", std::to_string(left)}});
}

void tidy_codes(db::Tx& tx, base::Instant now)
{
    tx(R"sql(delete from identity_code where asked_at <= $1)sql", (now - std::chrono::hours(24)).micros);
}

}
