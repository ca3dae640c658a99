// SPDX-License-Identifier: EUPL-1.2
#include "rooms/staff/passkey.h"

#include "base/cbor.h"
#include "base/crypto.h"

#include <boost/json.hpp>
#include <fido.h>
#include <fido/es256.h>
#include <memory>

namespace staff {
namespace {

namespace json = boost::json;
using base::Refusal;

constexpr std::uint8_t user_present = 0x01, user_verified = 0x04, has_credential = 0x40, has_extensions = 0x80;
constexpr std::size_t party_hash_size = 32, flags_at = 32, least_authenticator_data = 37, device_kind_size = 16;

Refusal no(char const* key) { return {Refusal::Why::Unprocessable, key}; }
auto bytes(std::string const& text) { return reinterpret_cast<unsigned char const*>(text.data()); }

struct Free {
    void operator()(fido_cred_t* held) const { fido_cred_free(&held); }
    void operator()(fido_assert_t* held) const { fido_assert_free(&held); }
    void operator()(es256_pk_t* held) const { es256_pk_free(&held); }
};
template<class T> using Held = std::unique_ptr<T, Free>;

std::string text_of(json::object const& fields, std::string_view name)
{
    auto const* const found = fields.if_contains(name);
    return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

json::object parsed(std::string_view client_data)
{
    json::error_code error;
    auto const value = json::parse(client_data, error);
    return !error && value.is_object() ? value.get_object() : json::object();
}

// 7.1 steps 7-10 and 7.2 steps 11-14: the kind of ceremony, our challenge, our origin, no frame of another site.
std::optional<Refusal> fault_of_client(std::string const& client_data, std::string_view kind,
                                       std::string const& challenge, Party const& party)
{
    auto const data = parsed(client_data);
    if (text_of(data, "type") != kind) return no("staff.passkey-malformed");
    if (!base::equal_in_constant_time(text_of(data, "challenge"), base::base64url(challenge)))
        return no("staff.passkey-old");
    if (text_of(data, "origin") != party.origin) return no("staff.passkey-elsewhere");
    auto const* const crossed = data.if_contains("crossOrigin");
    if (crossed && crossed->is_bool() && crossed->get_bool()) return no("staff.passkey-elsewhere");
    return {};
}

// Section 6.1: after the fixed part a credential (its device's kind, its id, its key in CBOR) and extensions, as the
// flags say, and nothing else. Judged here, because the library believes what lengths are claimed.
bool is_whole(std::string_view data)
{
    auto const flags = std::uint8_t(data[flags_at]);
    auto at = least_authenticator_data;
    auto const skip_item = [&] {
        auto const size = base::cbor_item_size(data.substr(at));
        at += size.value_or(0);
        return size.has_value();
    };
    if ((flags & has_credential) != 0) {
        auto const id_at = at + device_kind_size + 2;
        if (data.size() < id_at) return false;
        at = id_at + std::size_t(std::uint8_t(data[id_at - 2])) * 256 + std::uint8_t(data[id_at - 1]);
        if (at > data.size() || !skip_item()) return false;
    }
    if ((flags & has_extensions) != 0 && !skip_item()) return false;
    return at == data.size();
}

// 7.1 steps 13-15 and 7.2 steps 15-17.
std::optional<Refusal> fault_of_authenticator(std::string const& data, Party const& party)
{
    if (data.size() < least_authenticator_data || !is_whole(data)) return no("staff.passkey-malformed");
    if (data.substr(0, party_hash_size) != base::sha256(party.id)) return no("staff.passkey-elsewhere");
    auto const flags = std::uint8_t(data[flags_at]);
    if ((flags & user_present) == 0 || (flags & user_verified) == 0) return no("staff.passkey-unverified");
    return {};
}

}

Party party(std::string const& url)
{
    auto const host_at = url.find("://") + 3;
    auto const origin = url.substr(0, url.find('/', host_at));
    return {origin.substr(host_at, origin.find(':', host_at) - host_at), origin};
}

// The browser writes the bytes that it was given in base64url; ours are a text already.
std::string challenge_of(std::string_view client_data)
{
    return base::from_base64url(text_of(parsed(client_data), "challenge")).value_or("");
}

base::Result<Passkey> registered(Registration const& sent, Party const& party)
{
    if (auto fault = fault_of_client(sent.client_data, "webauthn.create", sent.challenge, party)) return *fault;
    auto const& data = sent.authenticator_data;
    if (auto fault = fault_of_authenticator(data, party)) return *fault;
    if ((std::uint8_t(data[flags_at]) & has_credential) == 0) return no("staff.passkey-malformed");
    Held<fido_cred_t> const made(fido_cred_new());
    auto const read = made && fido_cred_set_type(made.get(), COSE_ES256) == FIDO_OK &&
                      fido_cred_set_authdata_raw(made.get(), bytes(data), data.size()) == FIDO_OK;
    if (!read || fido_cred_pubkey_len(made.get()) != 64) return no("staff.passkey-malformed");
    auto const text = [](unsigned char const* from, std::size_t size) {
        return std::string(reinterpret_cast<char const*>(from), size);
    };
    return Passkey{text(fido_cred_id_ptr(made.get()), fido_cred_id_len(made.get())),
                   text(fido_cred_pubkey_ptr(made.get()), fido_cred_pubkey_len(made.get())),
                   fido_cred_sigcount(made.get())};
}

base::Result<std::uint32_t> asserted(Assertion const& sent, Passkey const& known, Party const& party)
{
    if (auto fault = fault_of_client(sent.client_data, "webauthn.get", sent.challenge, party)) return *fault;
    if (auto fault = fault_of_authenticator(sent.authenticator_data, party)) return *fault;
    Held<es256_pk_t> const key(es256_pk_new());
    Held<fido_assert_t> const made(fido_assert_new());
    if (!key || !made || es256_pk_from_ptr(key.get(), known.public_key.data(), known.public_key.size()) != FIDO_OK)
        return no("staff.passkey-malformed");
    auto const hash = base::sha256(sent.client_data);
    auto const& data = sent.authenticator_data;
    auto const set = fido_assert_set_clientdata_hash(made.get(), bytes(hash), hash.size()) == FIDO_OK &&
                     fido_assert_set_rp(made.get(), party.id.c_str()) == FIDO_OK &&
                     fido_assert_set_count(made.get(), 1) == FIDO_OK &&
                     fido_assert_set_authdata_raw(made.get(), 0, bytes(data), data.size()) == FIDO_OK &&
                     fido_assert_set_sig(made.get(), 0, bytes(sent.signature), sent.signature.size()) == FIDO_OK;
    if (!set) return no("staff.passkey-malformed");
    if (fido_assert_verify(made.get(), 0, COSE_ES256, key.get()) != FIDO_OK) return no("staff.passkey-wrong");
    // 7.2, step 21: a counter that does not grow belongs to a copy, unless the device does not count.
    auto const counter = fido_assert_sigcount(made.get(), 0);
    if ((counter != 0 || known.counter != 0) && counter <= known.counter) return no("staff.passkey-copied");
    return counter;
}

}
