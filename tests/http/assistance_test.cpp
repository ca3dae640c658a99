// SPDX-License-Identifier: EUPL-1.2
// Assisted filing over HTTP: an officer of the register fills in and signs for somebody who consents in writing; each
// thing that the law asks for is refused when it is missing, before a number is taken.
#include "base/crypto.h"
#include "http/office.h"

namespace http {
namespace {

std::string member(Answer const& answer, std::string_view name)
{
    auto const object = answer.object();
    auto const* const found = object.if_contains(name);
    return found && found->is_string() ? std::string(found->as_string()) : "";
}

std::string const scan = "El consentiment, signat.\n";

std::string parts(Fields const& fields, std::string const& file)
{
    std::string body;
    for (auto const& [name, value] : fields)
        body += "--x\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    if (!file.empty())
        body += "--x\r\nContent-Disposition: form-data; name=\"consent__fitxer\"; filename=\"full.txt\"\r\n"
                "Content-Type: text/plain\r\n\r\n" +
                file + "\r\n";
    return body + "--x--\r\n";
}

class Assistance : public ::testing::Test {
protected:
    Answer begun(std::string const& more = {}, std::string const& by = {},
                 std::string const& procedure = "instancia-generica") const
    {
        return at.client.post_json("/oficina/assistencia/nova",
                                   "{\"shown\":\"dni\",\"document\":\"" + person + "\",\"procedure\":\"" + procedure +
                                       "\"" + more + "}",
                                   bearer(by.empty() ? agent : by));
    }
    Answer filled(std::string const& id, std::string const& subject = "Fanals", std::string const& by = {}) const
    {
        return at.client.post_json("/oficina/assistencia/" + id,
                                   "{\"request\":\"Que arregleu els fanals\",\"subject\":\"" + subject +
                                       "\",\"facts\":\"Fa dies que no hi ha llum\"}",
                                   bearer(by.empty() ? agent : by));
    }
    Answer printed(std::string const& id, std::string const& by = {}) const
    {
        return at.client.post_json("/oficina/assistencia/" + id + "/full", "{}", bearer(by.empty() ? agent : by));
    }
    Answer filed(std::string const& id, std::string const& seen, Fields const& more = {},
                 std::string const& file = scan, std::string const& by = {}) const
    {
        Fields fields{{"vist", seen}, {"signo", "si"}, {"consent_on", base::iso(base::local_day(at.clock.now()))}};
        for (auto const& [name, value] : more) {
            std::erase_if(fields, [&](auto const& each) { return each.first == name; });
            fields.emplace_back(name, value);
        }
        return at.client.send("POST", "/oficina/assistencia/" + id + "/presenta",
                              bearer(by.empty() ? agent : by, {{"Content-Type", "multipart/form-data; boundary=x"}}),
                              parts(fields, file));
    }
    // Ready to be filed: its id, and the hash that the sheet was printed with.
    std::pair<std::string, std::string> ready(std::string const& by = {}) const
    {
        auto const id = member(begun({}, by), "id");
        EXPECT_EQ(filled(id, "Fanals", by).status, 200);
        return {id, member(printed(id, by), "sha256")};
    }
    std::int64_t entries() const
    {
        return at.town->database.read().snapshot().one(R"sql(select count(*) from registry_entry)sql")->integer(0);
    }
    std::int64_t events(std::string_view event, std::string_view object) const
    {
        return at.town->database.read()
            .snapshot()
            .one(R"sql(select count(*) from audit_event where event = $1 and object = $2)sql", event, object)
            ->integer(0);
    }

    House own_house; // whose register a test may change
    House& at = own_house;
    std::string const person = at.adults().at(0);
    std::string const agent = at.staff_token("nuria"), manager = at.staff_token("marta");
};

TEST_F(Assistance, TheWholeActLeavesEntryMatterEvidenceAndTrail)
{
    auto const made = begun(R"(,"language":"es")");
    ASSERT_EQ(made.status, 201) << made.body;
    auto const id = member(made, "id");
    auto const form = at.client.get("/oficina/assistencia/" + id, bearer(agent));
    EXPECT_EQ(form.object().at("sections").as_array().size(), 4u) << "all pages of the form stand on one";
    auto const saved = filled(id);
    ASSERT_EQ(saved.status, 200) << saved.body;
    EXPECT_EQ(member(saved, "next"), "/oficina/assistencia/" + id + "/presenta");
    auto const sheet = printed(id);
    ASSERT_EQ(sheet.status, 200) << sheet.body;
    auto const hash = member(sheet, "sha256");
    auto const paper = at.client.get("/oficina/assistencia/" + id + "/full", browser("sessio=" + agent));
    ASSERT_EQ(paper.status, 200);
    for (auto const* const told : {"Consentimiento para la presentación asistida", "Que arregleu els fanals",
                                   "Núria Ferrer Mas", "Decret d&#39;Alcaldia 2026/0093"})
        EXPECT_TRUE(paper.holds(told)) << told;
    EXPECT_TRUE(paper.holds(hash) && paper.holds(person));
    auto const before = entries();
    auto const done = filed(id, hash);
    ASSERT_EQ(done.status, 201) << done.body;
    EXPECT_EQ(entries(), before + 1);
    auto const row = at.town->database.read().snapshot().one(R"sql(
        select e.channel, e.staff, f.consent_sha256, f.request_sha256, f.signature, c.content, c.staff, c.person, u.holder
        from assistance_filing f join registry_entry e on e.id = f.entry join cases_filing c on c.id = f.filing
        join uploads_upload u on u.id = f.consent where f.assistance = $1
        )sql",
                                                             id);
    ASSERT_TRUE(row);
    EXPECT_EQ(row->text(0), "counter");
    EXPECT_FALSE(row->text(1).empty()) << "the officer presented it";
    EXPECT_EQ(row->text(2), base::hex(base::sha256(scan)));
    EXPECT_EQ(row->text(3), hash);
    auto const content = json::parse(row->text(5)).as_object();
    EXPECT_EQ(content.at("assisted").at("consent").at("sha256").as_string(), row->text(2));
    EXPECT_EQ(content.at("assisted").at("habilitation").at("resolution").as_string(), "Decret d'Alcaldia 2026/0093");
    EXPECT_EQ(content.at("signature").at("login").as_string(), "nuria");
    EXPECT_EQ(json::serialize(content.at("signature")), row->text(4));
    // The officer signed all the rest, and the person consented to what the sheet's hash is of.
    auto unsigned_content = content;
    unsigned_content.erase("signature");
    EXPECT_EQ(content.at("signature").at("sha256").as_string(),
              base::hex(base::sha256(json::serialize(unsigned_content))));
    EXPECT_EQ(content.at("parties").as_array().at(0).at("document").as_string(), person);
    EXPECT_EQ(row->text_or(7, ""), "") << "no session of the person's filed it";
    EXPECT_EQ(row->text_or(8, ""), id) << "the signed sheet is frozen with the filing";
    EXPECT_EQ(events("assistance.begun", id), 1);
    EXPECT_EQ(events("assistance.sheet-printed", id), 1);
    EXPECT_EQ(events("assistance.filed", id), 1);
}

TEST_F(Assistance, ThePersonFindsItInTheirFolderAndMayAskAndWithdraw)
{
    auto const [id, hash] = ready();
    auto const done = filed(id, hash);
    ASSERT_EQ(done.status, 201) << done.body;
    auto const theirs = bearer(at.token(person));
    auto const matter = "/carpeta/tramits/" + member(done, "matter");
    auto const shown = at.client.get(matter, theirs);
    ASSERT_EQ(shown.status, 200) << shown.body;
    EXPECT_TRUE(shown.holds("Núria Ferrer Mas")) << "who filed it";
    EXPECT_TRUE(shown.holds("consentiment-signat.txt"));
    auto const receipt = at.client.get("/registre/rebut/" + member(done, "receipt"), theirs);
    EXPECT_TRUE(receipt.body.starts_with("%PDF-"));
    EXPECT_EQ(at.client.get("/oficina/assistencia/" + id + "/rebut", bearer(agent)).body, receipt.body);
    EXPECT_TRUE(at.client.get("/carpeta/accessos", theirs).holds("Presentació per un funcionari habilitat") ||
                at.client.get("/carpeta/accessos", theirs).holds("assistance.filed"));
    EXPECT_EQ(at.client.post_json(matter + "/pregunta", R"({"pregunta":"Quan hi haurà llum?"})", theirs).status, 200);
    auto const out = at.client.post_json(matter + "/desisteix", R"({"reason":""})", theirs);
    EXPECT_EQ(out.status, 201) << out.body;
}

TEST_F(Assistance, WhoeverMayNotBeAssistedIsToldWhy)
{
    auto const before = entries();
    struct Case {
        std::string more, procedure;
        char const *text, *field;
    };
    for (auto const& [more, procedure, text, field] : std::vector<Case>{
             {R"(,"obliged":"professional")", "instancia-generica", "assistance.is-obliged", "obliged"},
             {R"(,"obliged":"employee")", "instancia-generica", "assistance.is-obliged", "obliged"},
             {R"(,"obliged":"chosen")", "instancia-generica", "assistance.is-obliged", "obliged"},
             {R"(,"obliged":"because")", "instancia-generica", "field.choice", "obliged"},
             {R"(,"behalf_document":"A08000143")", "instancia-generica", "assistance.not-for-another", "document"},
             {"", "acces-informacio-publica", "assistance.not-listed", "procedure"},
             {"", "volant-empadronament", "assistance.not-listed", "procedure"},
             {"", "no-n-hi-ha", "assistance.choose-procedure", "procedure"},
             {R"(,"language":"xx")", "instancia-generica", "field.choice", "language"},
         }) {
        auto const answer = begun(more, {}, procedure);
        EXPECT_EQ(answer.status, 422) << text << answer.body;
        EXPECT_EQ(member(answer, "text"), text) << answer.body;
        EXPECT_EQ(member(answer, "field"), field);
    }
    // An organisation shows no document of identity.
    auto const company = at.client.post_json(
        "/oficina/assistencia/nova",
        R"({"shown":"dni","document":"A08000143","name":"Forn, SA","procedure":"instancia-generica"})", bearer(agent));
    EXPECT_EQ(member(company, "text"), "assistance.bad-document");
    auto const other = begun({}, at.staff_token("laia"));
    EXPECT_EQ(other.status, 403);
    EXPECT_EQ(member(other, "text"), "assistance.not-habilitated");
    EXPECT_EQ(begun({}, at.staff_token("pau")).status, 403) << "no counter, no assistance";
    EXPECT_EQ(entries(), before);
}

TEST_F(Assistance, NothingIsFiledWithoutConsentSignatureOrTheSheetThatWasPrinted)
{
    auto const id = member(begun(), "id");
    auto const before = entries();
    EXPECT_EQ(member(filed(id, ""), "text"), "assistance.no-sheet");
    EXPECT_EQ(printed(id).status, 422) << "nothing is consented to that is not whole";
    filled(id);
    EXPECT_EQ(member(filed(id, ""), "text"), "assistance.no-sheet");
    auto const hash = member(printed(id), "sha256");
    auto const now = base::local_day(at.clock.now());
    auto const tomorrow = base::iso(now + std::chrono::days(1)), yesterday = base::iso(now - std::chrono::days(1));
    EXPECT_EQ(member(filed(id, hash, {}, ""), "text"), "assistance.no-consent");
    EXPECT_EQ(member(filed(id, hash, {{"consent", "01arz3ndektsv4rrffq69g5fav"}}, ""), "text"),
              "assistance.no-consent");
    EXPECT_EQ(member(filed(id, hash, {{"consent_on", tomorrow}}), "text"), "assistance.consent-after");
    EXPECT_EQ(member(filed(id, hash, {{"consent_on", yesterday}}), "text"), "assistance.consent-before");
    EXPECT_EQ(member(filed(id, hash, {{"consent_on", "ahir"}}), "text"), "assistance.bad-day");
    EXPECT_EQ(member(filed(id, hash, {{"signo", ""}}), "text"), "assistance.must-sign");
    EXPECT_EQ(member(filed(id, "another"), "text"), "assistance.changed");
    // Another answer is another request: the sheet that was signed is of no use any more.
    filled(id, "Voreres");
    EXPECT_EQ(member(filed(id, hash), "text"), "assistance.no-sheet");
    auto const again = member(printed(id), "sha256");
    EXPECT_NE(again, hash);
    EXPECT_EQ(member(filed(id, hash), "text"), "assistance.changed");
    EXPECT_EQ(entries(), before);
    EXPECT_EQ(filed(id, again).status, 201);
    EXPECT_EQ(member(filed(id, again), "text"), "assistance.is-filed");
    EXPECT_EQ(entries(), before + 1);
}

TEST_F(Assistance, AHabilitationThatEndsOrAProcedureThatLeavesTheListStopsWhatIsUnderWay)
{
    auto const [id, hash] = ready();
    auto const listed = at.town->database.read().snapshot().one(
        R"sql(select id from assistance_listing where procedure = 'instancia-generica')sql");
    auto const before = entries();
    ASSERT_EQ(
        at.client.post_json("/oficina/habilitats/tramits/" + listed->text(0) + "/treu", "{}", bearer(manager)).status,
        200);
    EXPECT_EQ(member(filed(id, hash), "text"), "assistance.not-listed");
    ASSERT_EQ(
        at.client.post_json("/oficina/habilitats/tramits", R"({"procedure":"instancia-generica"})", bearer(manager))
            .status,
        200);
    auto const row = at.town->database.read().snapshot().one(R"sql(select id from assistance_habilitation)sql");
    auto const end = "/oficina/habilitats/" + row->text(0) + "/acaba";
    EXPECT_EQ(member(at.client.post_json(end, R"({"reason":" "})", bearer(manager)), "text"), "assistance.bad-reason");
    ASSERT_EQ(at.client.post_json(end, R"({"reason":"Decret 2026/0300"})", bearer(manager)).status, 200);
    EXPECT_EQ(member(at.client.post_json(end, R"({"reason":"again"})", bearer(manager)), "text"),
              "assistance.ended-already");
    auto const refused = filed(id, hash);
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(member(refused, "text"), "assistance.not-habilitated");
    EXPECT_EQ(entries(), before);
    EXPECT_FALSE(at.client.get("/assistencia", browser()).holds("Auxiliar administrativa"));
}

TEST_F(Assistance, AHabilitationForOneProcedureIsForThatOneAndUntilItsLastDay)
{
    auto const today = base::local_day(at.clock.now());
    auto const wanted = [&](std::string const& more) {
        return at.client.post_json("/oficina/habilitats/nou",
                                   R"({"staff":"laia","post":"Cap de l'OAC","resolution":"Decret 2026/0100",)"
                                   R"("resolved_on":"2026-02-02","from":"2026-02-03","until":")" +
                                       base::iso(today + std::chrono::days(1)) + "\"" + more + "}",
                                   bearer(manager));
    };
    EXPECT_EQ(member(wanted(""), "text"), "assistance.must-be-civil-servant");
    EXPECT_EQ(member(wanted(R"(,"civil_servant":true,"procedures":["volant-empadronament"])"), "text"),
              "assistance.not-listed");
    ASSERT_EQ(wanted(R"(,"civil_servant":true,"procedures":["instancia-generica"])").status, 200);
    auto const laia = at.staff_token("laia", std::chrono::minutes(60 * 24 * 7));
    EXPECT_EQ(member(begun({}, laia, "comunicacio-obres"), "text"), "assistance.not-covered");
    EXPECT_EQ(begun({}, laia).status, 201);
    at.clock.advance(std::chrono::hours(48));
    EXPECT_EQ(member(begun({}, laia), "text"), "assistance.not-habilitated") << "its last day is over";
    auto const page = at.client.get("/oficina/habilitats?cerca=laia", browser("sessio=" + at.staff_token("marta")));
    EXPECT_TRUE(page.holds("Exhaurida") && page.holds("Cap de l&#39;OAC")) << page.body;
    EXPECT_FALSE(page.holds("nuria"));
}

TEST_F(Assistance, TheRegisterRefusesWhatCannotBe)
{
    struct Case {
        std::string from, to;
        char const* field;
    };
    std::string const good = R"({"staff":"laia","post":"Cap","resolution":"D 1","resolved_on":"2026-02-02",)"
                             R"("from":"2026-02-03","until":"","civil_servant":true,"procedures":[]})";
    for (auto const& [from, to, field] : std::vector<Case>{
             {"\"laia\"", "\"ningu\"", "staff"},
             {"\"Cap\"", "\"\"", "post"},
             {"\"D 1\"", "\"\"", "resolution"},
             {"\"2026-02-02\"", "\"2999-01-01\"", "resolved_on"},
             {"\"2026-02-03\"", "\"2026-02-01\"", "from"},
             {"\"until\":\"\"", "\"until\":\"2026-02-02\"", "until"},
         }) {
        auto const answer = at.client.post_json("/oficina/habilitats/nou", replaced(good, from, to), bearer(manager));
        EXPECT_EQ(answer.status, 422) << to;
        EXPECT_EQ(member(answer, "field"), field) << answer.body;
    }
    EXPECT_EQ(at.client.post_json("/oficina/habilitats/nou", good, bearer(agent)).status, 403);
    EXPECT_EQ(
        at.client.post_json("/oficina/habilitats/tramits", R"({"procedure":"volant-empadronament"})", bearer(manager))
            .status,
        422)
        << "what has no form cannot be filled in";
    EXPECT_EQ(member(at.client.post_json("/oficina/habilitats/tramits", R"({"procedure":"instancia-generica"})",
                                         bearer(manager)),
                     "text"),
              "assistance.listed-already");
}

TEST_F(Assistance, WhoFiledItDoesNotTakeItUp)
{
    ASSERT_EQ(at.client
                  .post_json("/oficina/habilitats/nou",
                             R"({"staff":"laia","post":"Cap de l'OAC","resolution":"D 1","resolved_on":"2026-02-02",)"
                             R"("from":"2026-02-03","civil_servant":true,"procedures":[]})",
                             bearer(manager))
                  .status,
              200);
    auto const laia = at.staff_token("laia"), pau = at.staff_token("pau");
    auto const [id, hash] = ready(laia);
    auto const done = filed(id, hash, {}, scan, laia);
    ASSERT_EQ(done.status, 201) << done.body;
    auto const matter = "/oficina/expedients/" + member(done, "matter");
    auto const refused = at.client.post_json(matter + "/comenca", "{}", bearer(laia));
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(member(refused, "text"), "assistance.not-yours-to-take");
    auto const page = at.client.get(matter, browser("sessio=" + laia));
    EXPECT_FALSE(page.holds(matter + "/comenca"));
    EXPECT_TRUE(page.holds("l'ha de tramitar i respondre algú altre") ||
                page.holds("l&#39;ha de tramitar i respondre algú altre"));
    EXPECT_TRUE(at.client.get(matter, browser("sessio=" + pau)).holds(matter + "/comenca"));
    EXPECT_EQ(at.client.post_json(matter + "/comenca", "{}", bearer(pau)).status, 200);
    // Nor do they answer it once somebody else has begun.
    auto const answered = at.client.post_json(matter + "/resposta", R"({"resposta":"Ja està"})", bearer(laia));
    EXPECT_EQ(answered.status, 403) << answered.body;
    EXPECT_EQ(member(answered, "text"), "assistance.not-yours-to-take");
    EXPECT_FALSE(at.client.get(matter, browser("sessio=" + laia)).holds(matter + "/resposta"));
    EXPECT_TRUE(at.client.get(matter, browser("sessio=" + pau)).holds(matter + "/resposta"));
    EXPECT_EQ(at.client.post_json(matter + "/resposta", R"({"resposta":"Hi anem"})", bearer(pau)).status, 200);
}

TEST_F(Assistance, AnotherOfficersWorkIsNobodyElses)
{
    auto const [id, hash] = ready();
    auto const laia = at.staff_token("laia");
    for (auto const* const page : {"", "/presenta", "/full"})
        EXPECT_EQ(at.client.get("/oficina/assistencia/" + id + page, bearer(laia)).status, 404) << page;
    EXPECT_EQ(filed(id, hash, {}, scan, laia).status, 404);
    EXPECT_EQ(filled(id, "x", laia).status, 404);
    ASSERT_EQ(filed(id, hash).status, 201);
    // The auditor oversees what was filed; a caseworker does not.
    auto const albert = bearer(at.staff_token("albert"));
    EXPECT_EQ(at.client.get("/oficina/assistencia/" + id + "/fet", albert).status, 200);
    EXPECT_EQ(at.client.get("/oficina/assistencia/" + id + "/fet", bearer(at.staff_token("pau"))).status, 404);
    auto const list = [&](std::string const& query) {
        return at.client.get("/oficina/assistencia/presentacions" + query, albert).object().at("filings").as_array();
    };
    auto const today = base::iso(base::local_day(at.clock.now()));
    EXPECT_EQ(list("").size(), 1u);
    EXPECT_EQ(list("?des_de=" + today + "&fins=" + today + "&funcionari=nuria&tramit=instancia-generica").size(), 1u);
    EXPECT_EQ(list("?funcionari=laia").size(), 0u);
    EXPECT_EQ(list("?funcionari=ningu").size(), 0u);
    EXPECT_EQ(list("?tramit=comunicacio-obres").size(), 0u);
    EXPECT_EQ(list("?fins=2026-01-01").size(), 0u);
    EXPECT_EQ(at.client.get("/oficina/assistencia/presentacions", bearer(agent)).status, 403);
}

TEST_F(Assistance, TheSamePersonAndProcedureGoOnWhereTheyStoppedAndAreIdentifiedAgain)
{
    auto const first = member(begun(), "id");
    filled(first);
    printed(first);
    EXPECT_EQ(member(begun(), "id"), first);
    EXPECT_EQ(member(filed(first, "any"), "text"), "assistance.no-sheet") << "identified again: a sheet of that day";
    EXPECT_NE(member(begun({}, {}, "comunicacio-obres"), "id"), first);
    auto const gone = at.client.post_json("/oficina/assistencia/" + first + "/descarta", "{}", bearer(agent));
    EXPECT_EQ(gone.status, 200) << gone.body;
    EXPECT_EQ(at.client.get("/oficina/assistencia/" + first, bearer(agent)).status, 410);
    EXPECT_NE(member(begun(), "id"), first);
}

TEST_F(Assistance, TheSignatureAsksWhoItIsAgainAfterTenMinutes)
{
    auto const [id, hash] = ready();
    at.clock.advance(std::chrono::minutes(11));
    auto const refused = filed(id, hash);
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(member(refused, "text"), "web.prove-again");
    EXPECT_EQ(filed(id, hash, {}, scan, at.staff_token("nuria")).status, 201);
}

TEST_F(Assistance, WhoeverHasASecondFactorSignsWithIt)
{
    auto const [id, hash] = ready();
    own_house.town->lane.wait<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
        tx(R"sql(update staff_member set totp_secret = $1 where login = 'nuria')sql", db::Bytes{"sealed"});
        return base::Done{};
    });
    auto const low = own_house.town->lane.wait<std::string>([&](db::Tx& tx) -> base::Result<std::string> {
        auto const nuria = staff::member_by_login(tx, "nuria")->id;
        return staff::open_session(tx, {nuria, act::Level::Low, "password", "", ""}, at.clock.now(),
                                   std::chrono::minutes(60))
            .token;
    });
    auto const refused = filed(id, hash, {}, scan, *low);
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(member(refused, "text"), "assistance.second-factor");
    auto const both = own_house.town->lane.wait<std::string>([&](db::Tx& tx) -> base::Result<std::string> {
        auto const nuria = staff::member_by_login(tx, "nuria")->id;
        return staff::open_session(tx, {nuria, act::Level::Substantial, "password+totp", "", ""}, at.clock.now(),
                                   std::chrono::minutes(60))
            .token;
    });
    EXPECT_EQ(filed(id, hash, {}, scan, *both).status, 201);
}

TEST_F(Assistance, WithoutAScriptFormFileAndFilingAreWholePages)
{
    auto const cookie = "sessio=" + agent;
    auto const desk = at.client.post_form("/oficina/taulell", {{"search", person}}, cookie);
    EXPECT_TRUE(desk.holds("formaction=\"/oficina/assistencia/nova\""));
    EXPECT_FALSE(at.client.post_form("/oficina/taulell", {{"search", person}}, "sessio=" + at.staff_token("laia"))
                     .holds("formaction=\"/oficina/assistencia/nova\""));
    // As the counter's page sends it, with fields that are not of here.
    auto const went = at.client.post_form("/oficina/assistencia/nova",
                                          {{"shown", "dni"},
                                           {"document", person},
                                           {"subject", ""},
                                           {"addressee", "own"},
                                           {"returned", "si"},
                                           {"procedure", "comunicacio-obres"}},
                                          cookie);
    ASSERT_EQ(went.status, 303) << went.body;
    auto const here = went["Location"];
    auto const page = at.client.get(here, browser(cookie));
    EXPECT_TRUE(page.holds("data-section=\"papers\"") || page.holds("data-section")) << page.body;
    auto const more = at.client.post_form(here,
                                          {{"vist", hidden(page.body, "vist")},
                                           {"accio", "recalcula"},
                                           {"lines-0-what", "Façana"},
                                           {"lines-0-amount", "1200"},
                                           {"works", "Pintar la façana"}},
                                          cookie);
    ASSERT_EQ(more.status, 303) << more.body;
    auto const again = at.client.get(here, browser(cookie));
    EXPECT_TRUE(again.holds("1.200,00")) << "what is computed stands there";
    auto const bad = at.client.post_form(here, {{"vist", hidden(again.body, "vist")}, {"works", "Pintar"}}, cookie);
    EXPECT_EQ(bad.status, 422);
    EXPECT_TRUE(bad.holds("govuk-error-summary"));
    auto const stale = at.client.post_form(here, {{"vist", "another"}, {"works", "x"}}, cookie);
    EXPECT_EQ(stale.status, 409);
}

TEST_F(Assistance, AFileOfTheConsentStaysWhileItsButtonsArePressed)
{
    auto const [id, hash] = ready();
    auto const send = [&, id = id, hash = hash](Fields fields, std::string const& file) {
        fields.emplace_back("vist", hash);
        return at.client.send("POST", "/oficina/assistencia/" + id + "/presenta",
                              {{"Content-Type", "multipart/form-data; boundary=x"},
                               {"Cookie", "sessio=" + agent},
                               {"Origin", "http://" + at.client.host()},
                               {"Accept", "text/html"}},
                              parts(fields, file));
    };
    auto const put = send({{"accio", "puja"}}, scan);
    EXPECT_EQ(put.status, 422);
    auto const kept = hidden(put.body, "consent");
    ASSERT_FALSE(kept.empty()) << put.body;
    auto const out = send({{"accio", "treu-" + kept}, {"consent", kept}}, "");
    EXPECT_EQ(out.status, 422);
    EXPECT_EQ(hidden(out.body, "consent"), "");
    auto const back = hidden(send({{"accio", "puja"}}, scan).body, "consent");
    EXPECT_EQ(
        send({{"consent", back}, {"signo", "si"}, {"consent_on", base::iso(base::local_day(at.clock.now()))}}, scan)
            .status,
        422)
        << "one file";
    auto const done =
        send({{"consent", back}, {"signo", "si"}, {"consent_on", base::iso(base::local_day(at.clock.now()))}}, "");
    EXPECT_EQ(done.status, 303) << done.body;
    auto const page = at.client.get(done["Location"], browser("sessio=" + agent));
    EXPECT_TRUE(page.holds("consentiment-signat.txt"));
}

TEST_F(Assistance, WhatNobodyWentOnWithIsForgottenWithItsDraft)
{
    auto const id = ready().first;
    at.clock.advance(std::chrono::hours(24 * 31));
    auto const later = at.staff_token("nuria");
    auto const row = [&] {
        return *at.town->database.read().snapshot().one(
            R"sql(select state, request from assistance_assistance where id = $1)sql", id);
    };
    ASSERT_NE(row().text(1), "");
    own_house.town->queue.run_due();
    EXPECT_EQ(row().text(0), "abandoned");
    EXPECT_EQ(row().text(1), "") << "name, number and answers are gone";
    for (auto const* const page : {"", "/presenta", "/full"})
        EXPECT_EQ(at.client.get("/oficina/assistencia/" + id + page, bearer(later)).status, 410) << page;
}

TEST_F(Assistance, NobodyAssistsThemself)
{
    auto const [id, hash] = ready();
    own_house.town->lane.wait<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
        tx(R"sql(update staff_member set document = $1 where login = 'nuria')sql", person);
        return base::Done{};
    });
    auto const refused = begun();
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(member(refused, "text"), "assistance.is-oneself");
    EXPECT_EQ(member(refused, "field"), "document");
    auto const before = entries();
    EXPECT_EQ(member(filed(id, hash), "text"), "assistance.is-oneself");
    EXPECT_EQ(entries(), before);
}

TEST_F(Assistance, WhatWasSignedBeforeTheSheetWasPrintedIsOfAnotherOne)
{
    auto const id = ready().first;
    auto const yesterday = base::iso(base::local_day(at.clock.now()));
    at.clock.advance(std::chrono::hours(24));
    auto const later = at.staff_token("nuria");
    auto const put = at.client.send("POST", "/oficina/assistencia/" + id + "/presenta",
                                    {{"Content-Type", "multipart/form-data; boundary=x"},
                                     {"Cookie", "sessio=" + later},
                                     {"Origin", "http://" + at.client.host()},
                                     {"Accept", "text/html"}},
                                    parts({{"accio", "puja"}}, scan));
    auto const of_the_first = hidden(put.body, "consent");
    ASSERT_FALSE(of_the_first.empty()) << put.body;
    at.clock.advance(std::chrono::minutes(1));
    EXPECT_EQ(filled(id, "Voreres", later).status, 200);
    auto const hash = member(printed(id, later), "sha256");
    EXPECT_EQ(member(filed(id, hash, {{"consent_on", yesterday}}, scan, later), "text"), "assistance.consent-before");
    EXPECT_EQ(member(filed(id, hash, {{"consent", of_the_first}}, "", later), "text"), "assistance.consent-older");
    EXPECT_EQ(filed(id, hash, {}, scan, later).status, 201);
}

TEST_F(Assistance, WhatIsBoundToBeRefusedIsToldBeforeAnybodySigns)
{
    auto const id = ready().first;
    auto const page = [&] {
        return at.client.get("/oficina/assistencia/" + id + "/presenta", browser("sessio=" + agent));
    };
    EXPECT_TRUE(page().holds("name=\"signo\"") && page().holds("/full\""));
    own_house.town->lane.wait<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
        tx(R"sql(delete from assistance_habilitation_procedure)sql");
        tx(R"sql(update assistance_habilitation set all_procedures = 0)sql");
        return base::Done{};
    });
    EXPECT_FALSE(page().holds("name=\"signo\"") || page().holds("/full\"")) << page().body;
    EXPECT_TRUE(page().holds("Ara no ho podeu presentar"));
}

TEST_F(Assistance, PapersThatLeaveNoRoomForTheSignedSheetAreToldBeforeItIsPrinted)
{
    auto const id = member(begun(), "id");
    json::array ids;
    own_house.town->lane.wait<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
        auto const nuria = staff::member_by_login(tx, "nuria")->id;
        for (int i = 0; i < 10; ++i) {
            auto const upload = base::fresh_id_text(at.clock.now());
            tx(R"sql(
                insert into uploads_upload (id, staff, name, type, metadata, bytes, received, state, why, made_at, state_at,
                                            expires_at)
                values ($1, $2, $3, 'application/pdf', '', 29000000, 29000000, 'clean', '', $4, $4, $5)
                )sql",
               upload, nuria.text, "planol-" + std::to_string(i) + ".pdf", at.clock.now().micros,
               (at.clock.now() + std::chrono::hours(24)).micros);
            ids.emplace_back(upload);
        }
        return base::Done{};
    });
    json::object const answers{{"request", "Que arregleu els fanals"},
                               {"subject", "Fanals"},
                               {"facts", "Fa dies que no hi ha llum"},
                               {"attachments", ids}};
    ASSERT_EQ(at.client.post_json("/oficina/assistencia/" + id, json::serialize(answers), bearer(agent)).status, 200);
    auto const refused = printed(id);
    EXPECT_EQ(refused.status, 422) << refused.body;
    EXPECT_EQ(member(refused, "text"), "uploads.total-too-large");
    auto const page = at.client.get("/oficina/assistencia/" + id + "/presenta", browser("sessio=" + agent));
    EXPECT_TRUE(page.holds("Ara no ho podeu presentar")) << page.body;
    EXPECT_FALSE(page.holds("Encara hi falten respostes") || page.holds("/full\""));
}

TEST_F(Assistance, AConsentThatIsFoundInfectedIsToldToTheOfficeAndNotToThePerson)
{
    auto const [id, hash] = ready();
    auto const done = filed(id, hash);
    ASSERT_EQ(done.status, 201) << done.body;
    own_house.town->lane.wait<base::Done>([&](db::Tx& tx) -> base::Result<base::Done> {
        auto const upload = tx.one(R"sql(select consent from assistance_filing where assistance = $1)sql", id)->text(0);
        tx(R"sql(update uploads_upload set state = 'infected' where id = $1)sql", upload);
        act::Act act{tx, {}, act::Channel::Web, at.clock.now(), "ca"};
        own_house.town->uploads.on_infected(act, *uploads::find(tx, {upload}));
        return base::Done{};
    });
    auto const page = at.client.get("/oficina/assistencia/" + id + "/fet", browser("sessio=" + agent));
    EXPECT_TRUE(page.holds("trobat un virus")) << page.body;
    EXPECT_FALSE(page.holds("encara espera"));
    auto const kinds = at.town->database.read().snapshot()(
        R"sql(select kind, sight from thread_item where matter = $1 and kind in ('consent-infected', 'paper-infected'))sql",
        member(done, "matter"));
    std::vector<std::string> said;
    for (auto const& each : kinds) said.push_back(each.text(0) + " " + each.text(1));
    EXPECT_EQ(said, std::vector<std::string>{"consent-infected office"});
}

TEST_F(Assistance, ADraftOfTheOfficeIsNeverHandedOn)
{
    auto const id = ready().first;
    auto const draft =
        at.town->database.read().snapshot().one(R"sql(select draft from assistance_assistance where id = $1)sql", id);
    auto const link = "/esborranys/" + draft->text(0) + "/enllac";
    EXPECT_EQ(at.client.post_json(link, "{}", bearer(agent)).status, 403);
    EXPECT_EQ(at.client.post_json(link, "{}", bearer(at.token(person))).status, 404);
    EXPECT_FALSE(at.town->database.read().snapshot().one(R"sql(select id from forms_handover)sql"));
}

TEST_F(Assistance, EverybodyMayReadWhatItIs)
{
    auto const page = at.client.get("/assistencia", browser());
    ASSERT_EQ(page.status, 200);
    EXPECT_TRUE(page.holds("/tramits/instancia-generica"));
    EXPECT_TRUE(page.holds("Auxiliar administrativa"));
    EXPECT_FALSE(page.holds("Núria") || page.holds("nuria")) << "posts, not people";
    EXPECT_EQ(at.client.get("/assistencia/consentiment", browser()).status, 200);
}

}
}
