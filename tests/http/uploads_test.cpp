// SPDX-License-Identifier: EUPL-1.2
// tus 1.0.0 as programs speak it: every answer that the protocol names, and who may hear it.
#include "base/crypto.h"
#include "http/office.h"
#include "rooms/uploads/testing.h"

namespace http {
namespace {

using uploads::testing::eicar;

class Uploads : public ::testing::Test {
protected:
    Uploads()
    {
        own.town->uploads.scanner = &scanner;
        token = own.token();
    }
    net::Headers with(net::Headers more, std::string const& by = {}) const
    {
        more.emplace_back("Tus-Resumable", "1.0.0");
        return bearer(by.empty() ? token : by, std::move(more));
    }
    Answer begun(std::int64_t bytes, std::string const& name = "carta.txt") const
    {
        return own.client.send("POST", "/fitxers",
                               with({{"Upload-Length", std::to_string(bytes)},
                                     {"Upload-Metadata", "filename " + base::base64(name) + ",filetype dGV4dA=="}}));
    }
    std::string place(std::int64_t bytes, std::string const& name = "carta.txt") const
    {
        return begun(bytes, name)["Location"];
    }
    Answer patched(std::string const& where, std::int64_t offset, std::string const& bytes,
                   net::Headers more = {}) const
    {
        more.emplace_back("Upload-Offset", std::to_string(offset));
        more.emplace_back("Content-Type", "application/offset+octet-stream");
        return own.client.send("PATCH", where, with(std::move(more)), bytes);
    }
    Answer asked(std::string const& where, std::string const& by = {}) const
    {
        return own.client.send("HEAD", where, with({}, by));
    }
    static std::string text(Answer const& answer)
    {
        auto const object = answer.object();
        return object.contains("text") ? std::string(object.at("text").as_string()) : "";
    }

    uploads::testing::Scanner scanner;
    House own;
    std::string token;
};

TEST_F(Uploads, TellsWhatItSpeaksToAnybody)
{
    auto const told = own.client.send("OPTIONS", "/fitxers");
    EXPECT_EQ(told.status, 204);
    EXPECT_EQ(told["Tus-Version"], "1.0.0");
    EXPECT_EQ(told["Tus-Resumable"], "1.0.0");
    EXPECT_EQ(told["Tus-Extension"], "creation,expiration,checksum,termination");
    EXPECT_EQ(told["Tus-Checksum-Algorithm"], "sha256,sha1");
    EXPECT_EQ(told["Tus-Max-Size"], "100000000");
}

TEST_F(Uploads, GoThroughTheirWholeLife)
{
    auto const made = begun(11);
    EXPECT_EQ(made.status, 201);
    EXPECT_EQ(made["Upload-Offset"], "0");
    EXPECT_TRUE(made["Upload-Expires"].ends_with(" GMT"));
    auto const where = made["Location"];
    auto const first = patched(where, 0, "bon dia");
    EXPECT_EQ(first.status, 204);
    EXPECT_EQ(first["Upload-Offset"], "7");
    auto const half = asked(where);
    EXPECT_EQ(half.status, 200);
    EXPECT_EQ(half["Upload-Offset"], "7");
    EXPECT_EQ(half["Upload-Length"], "11");
    EXPECT_EQ(half["Cache-Control"], "no-store");
    EXPECT_EQ(half["Upload-Metadata"], "filename " + base::base64("carta.txt") + ",filetype dGV4dA==");
    EXPECT_EQ(own.client.get(where + "/contingut", bearer(token)).status, 409) << "not whole";
    EXPECT_EQ(patched(where, 7, " a!\n").status, 204);
    auto const told = own.client.get(where, bearer(token)).object();
    EXPECT_EQ(told.at("state").as_string(), "clean");
    EXPECT_EQ(told.at("sha256").as_string(), base::hex(base::sha256("bon dia a!\n")));
    auto const content = own.client.get(where + "/contingut", bearer(token));
    EXPECT_EQ(content.status, 200);
    EXPECT_EQ(content.body, "bon dia a!\n");
    EXPECT_EQ(content["Content-Disposition"], "attachment; filename=\"carta.txt\"");
    EXPECT_EQ(content["X-Content-Type-Options"], "nosniff");
    EXPECT_EQ(own.client.send("DELETE", where, with({})).status, 204);
    EXPECT_EQ(asked(where).status, 410);
    EXPECT_EQ(own.client.get(where + "/contingut", bearer(token)).status, 410);
    EXPECT_EQ(patched(where, 11, "").status, 410);
}

TEST_F(Uploads, PhotographsAreJoinedIntoOnePdf)
{
    // Two pixels by two.
    auto const picture = *base::from_base64url(
        "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAYAAABytg0kAAAAFElEQVR4nGP4z8DwX0DBgIGFEQoAI5sCa4U9TuMAAAAASUVORK5CYII");
    auto const handed_in = [&](std::string const& name, std::string const& bytes) {
        auto const where = place(std::int64_t(bytes.size()), name);
        EXPECT_EQ(patched(where, 0, bytes).status, 204);
        return where.substr(where.rfind('/') + 1);
    };
    auto const first = handed_in("pagina u.png", picture), letter = handed_in("carta.txt", "bon dia"),
               second = handed_in("pagina dos.png", picture);
    auto const join = [&](std::string const& ids, std::string const& by) {
        return own.client.post_json("/carpeta/fitxers", "{\"fitxers\":\"" + ids + "\",\"accio\":\"uneix-fitxers\"}",
                                    bearer(by));
    };
    auto const done = join(first + " " + letter + " " + second, token);
    ASSERT_EQ(done.status, 200) << done.body;
    auto const made = "/fitxers/" + std::string(done.object().at("ids").at(0).as_string());
    auto const told = own.client.get(made, bearer(token)).object();
    EXPECT_EQ(told.at("name").as_string(), "pagina u.pdf");
    EXPECT_EQ(told.at("state").as_string(), "clean");
    auto const pdf = own.client.get(made + "/contingut", bearer(token));
    EXPECT_EQ(pdf["Content-Type"], "application/pdf");
    EXPECT_TRUE(pdf.holds("/Count 2"));
    EXPECT_EQ(own.client.get("/fitxers/" + first, bearer(token)).status, 200) << "they stay";
    EXPECT_EQ(text(join(letter, token)), "uploads.no-photographs");
    EXPECT_EQ(text(join(first, own.token(own.adults().at(2)))), "uploads.no-photographs") << "another's";
    auto const torn =
        handed_in("trencada.png", picture.substr(0, 45) + std::string("\0\0\0\0IEND\xae\x42\x60\x82", 12));
    EXPECT_EQ(text(join(torn, token)), "uploads.not-joinable");
}

TEST_F(Uploads, OfFiftyPiecesInOneRequestAreWhole)
{
    std::string bytes(20'000'000, 'a');
    for (std::size_t i = 0; i < bytes.size(); i += 1000) bytes[i] = '\n';
    auto const where = place(std::int64_t(bytes.size()));
    auto const sum = base::base64(base::sha256(bytes));
    EXPECT_EQ(patched(where, 0, bytes, {{"Upload-Checksum", "sha256 " + sum}}).status, 204);
    EXPECT_EQ(own.client.get(where + "/contingut", bearer(token)).body, bytes);
}

TEST_F(Uploads, AreToldWhatIsWrongWithThem)
{
    auto const where = place(10);
    EXPECT_EQ(patched(where, 5, "12345").status, 409);
    EXPECT_EQ(patched(where, 0, "12345678901").status, 413);
    auto const altered = patched(where, 0, "1234", {{"Upload-Checksum", "sha1 " + base::base64(std::string(20, 'x'))}});
    EXPECT_EQ(altered.status, 460);
    EXPECT_EQ(altered["Tus-Resumable"], "1.0.0");
    EXPECT_EQ(patched(where, 0, "1234", {{"Upload-Checksum", "md5 AAAA"}}).status, 400);
    EXPECT_EQ(asked(where)["Upload-Offset"], "0");
    EXPECT_EQ(patched(where, 0, "1234", {{"Upload-Checksum", "sha1 cRDtpNCeBiql5KOQsKVyrA0sAiA="}}).status, 204);
    EXPECT_EQ(asked(where)["Upload-Offset"], "4");
    auto const other_type = own.client.send(
        "PATCH", where, with({{"Upload-Offset", "4"}, {"Content-Type", "application/octet-stream"}}), "x");
    EXPECT_EQ(other_type.status, 415);
    auto const no_offset =
        own.client.send("PATCH", where, with({{"Content-Type", "application/offset+octet-stream"}}), "x");
    EXPECT_EQ(no_offset.status, 400);
    EXPECT_EQ(own.client.send("HEAD", where, bearer(token)).status, 412);
    EXPECT_EQ(own.client.send("HEAD", where, bearer(token, {{"Tus-Resumable", "0.2.2"}})).status, 412);
    EXPECT_EQ(begun(100'000'001).status, 413);
    EXPECT_EQ(begun(0).status, 422);
    EXPECT_EQ(own.client.send("POST", "/fitxers", with({})).status, 400);
    EXPECT_EQ(own.client.send("POST", "/fitxers", with({{"Upload-Length", "-1"}})).status, 400);
    EXPECT_EQ(own.client.send("POST", "/fitxers", with({{"Upload-Length", "9"}})).status, 400) << "without a name";
}

TEST_F(Uploads, ThatAreInfectedOrMislabelledAreRefusedByName)
{
    auto const where = place(std::int64_t(eicar().size()), "virus.txt");
    auto const refused = patched(where, 0, eicar());
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(text(refused), "uploads.infected");
    EXPECT_TRUE(refused.holds("virus.txt"));
    EXPECT_EQ(asked(where).status, 410);
    auto const picture = patched(place(4, "foto.png"), 0, "text");
    EXPECT_EQ(text(picture), "uploads.mislabelled");
}

TEST_F(Uploads, ArriveWhileTheScannerIsDownAndAreNotServed)
{
    scanner.down = true;
    auto const where = place(4);
    EXPECT_EQ(patched(where, 0, "hola").status, 204);
    EXPECT_EQ(own.client.get(where, bearer(token)).object().at("state").as_string(), "quarantined");
    EXPECT_EQ(text(own.client.get(where + "/contingut", bearer(token))), "uploads.not-served");
}

TEST_F(Uploads, BelongToWhoBeganThem)
{
    auto const where = place(4);
    auto const other = own.token(own.adults().at(3)), staff = own.staff_token("nuria");
    for (auto const& by : {other, staff}) {
        EXPECT_EQ(asked(where, by).status, 404);
        EXPECT_EQ(own.client.send("DELETE", where, with({}, by)).status, 404);
        EXPECT_EQ(own.client.get(where, bearer(by)).status, 404);
        EXPECT_EQ(own.client.get(where + "/contingut", bearer(by)).status, 404);
    }
    auto const by_staff = own.client.send(
        "POST", "/fitxers", with({{"Upload-Length", "4"}, {"Upload-Metadata", "filename YS50eHQ="}}, staff));
    EXPECT_EQ(by_staff.status, 201) << "the office hands in papers too";
    EXPECT_EQ(asked(by_staff["Location"], staff).status, 200);
    EXPECT_EQ(asked(by_staff["Location"]).status, 404);
    EXPECT_EQ(own.client.send("POST", "/fitxers", {{"Tus-Resumable", "1.0.0"}}).status, 401);
    EXPECT_EQ(own.client.get("/fitxers", bearer(token)).object().at("files").as_array().size(), 1u);
}

TEST_F(Uploads, ThatABrowserSendsMustComeFromOurOwnPages)
{
    auto const where = place(4);
    auto const cookie = own.entered();
    net::Headers headers{{"Cookie", cookie},
                         {"Tus-Resumable", "1.0.0"},
                         {"Upload-Offset", "0"},
                         {"Content-Type", "application/offset+octet-stream"}};
    auto const patch = [&](std::string const& origin) {
        auto sent = headers;
        if (!origin.empty()) sent.emplace_back("Origin", origin);
        return own.client.send("PATCH", where, sent, "hola").status;
    };
    EXPECT_EQ(patch("https://elsewhere.example"), 403);
    EXPECT_EQ(patch(""), 403);
    EXPECT_EQ(asked(where)["Upload-Offset"], "0") << "nothing was kept";
    EXPECT_EQ(patch("http://" + own.client.host()), 204);
}

TEST_F(Uploads, ExpireAfterAMonth)
{
    auto const where = place(4);
    patched(where, 0, "ho");
    own.clock.advance(std::chrono::hours(743));
    token = own.token();
    EXPECT_EQ(asked(where).status, 200);
    own.clock.advance(std::chrono::hours(2));
    token = own.token();
    EXPECT_EQ(asked(where).status, 410);
    EXPECT_EQ(patched(where, 2, "la").status, 410);
}

}
}
