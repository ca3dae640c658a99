// SPDX-License-Identifier: EUPL-1.2
// Uploads on both engines: pieces that count once, verdicts, filing, removal, expiry.
#include "app/migrations.h"
#include "base/crypto.h"
#include "db/testing.h"
#include "rooms/identity/identity.h"
#include "rooms/uploads/keep.h"
#include "rooms/uploads/receive.h"
#include "rooms/uploads/testing.h"

namespace uploads {
namespace {

using namespace std::chrono_literals;
constexpr base::Instant noon{1'790'000'000'000'000};

std::filesystem::path fresh_folder() { return db::testing::folder() / ("uploads-" + base::hex(base::random_bytes(6))); }

std::string text(std::size_t size) { return std::string(size, 'a'); }

class UploadsTest : public db::testing::OnEngine {
protected:
    UploadsTest() :
        room({.folder = fresh_folder().string(),
              .master_key = std::string(32, 'k'),
              .largest = 5'000'000,
              .person_bytes = 8'000'000,
              .person_files = 4})
    {
        db::migrate(database, app::migrations(), noon);
        lane.before_commit([this] { flush(room); });
        room.scanner = &scanner;
        anna = person("12345678Z");
        pere = person("87654321X");
    }
    act::Actor person(std::string const& number)
    {
        act::Actor by;
        by.kind = act::Actor::Kind::Person;
        by.level = act::Level::High;
        in_lane<base::Done>(by, noon, [&](act::Act& act) -> base::Result<base::Done> {
            identity::Proof const proof{"nif", number, "Algú", act::Level::High, "demo"};
            by.person = identity::open_session(act.tx, proof, noon, 60min).person;
            return base::Done{};
        });
        return by;
    }
    template<class T>
    base::Result<T> in_lane(act::Actor const& by, base::Instant at, std::function<base::Result<T>(act::Act&)> what)
    {
        return lane.wait<T>([&](db::Tx& tx) {
            act::Act act{tx, by, act::Channel::Web, at, "ca"};
            return what(act);
        });
    }
    UploadId begun(std::int64_t bytes, std::string const& name = "carta.txt")
    {
        return in_lane<Kept>(anna, noon, [&](act::Act& act) { return begin(room, act, {name, "", bytes}); })->id;
    }
    struct Sent {
        std::string text; // of the refusal
        std::int64_t received = -1;
    };
    Sent sent(Going const& going, web::Piece const& piece, base::Instant at = noon)
    {
        auto const brought = bring(room, database.read().snapshot(), anna, at, going, piece);
        if (!brought) return {brought.refusal().text};
        auto const kept = in_lane<Kept>(anna, at, [&](act::Act& act) { return take(room, act, *brought); });
        if (!kept) return {kept.refusal().text};
        return {"", kept->received};
    }
    static web::Piece piece(std::string bytes, std::int64_t at = 0, bool last = true, std::string hand = "h")
    {
        return {std::move(hand), false, std::move(bytes), at, last, false};
    }
    // A whole file by one request.
    UploadId handed_in(std::string const& bytes, std::string const& name = "carta.txt")
    {
        auto const id = begun(std::int64_t(bytes.size()), name);
        sent({id}, piece(bytes));
        return id;
    }
    Kept of(UploadId const& id) { return *find(database.read().snapshot(), id); }
    std::string frozen(act::Actor const& by, UploadId const& id, std::string const& holder, base::Instant at = noon)
    {
        auto const kept = in_lane<Kept>(by, at, [&](act::Act& act) { return freeze(room, act, id, holder); });
        return kept ? "" : kept.refusal().text;
    }
    std::string removed(act::Actor const& by, UploadId const& id)
    {
        auto const done = in_lane<base::Done>(by, noon, [&](act::Act& act) { return remove(room, act, id); });
        return done ? "" : done.refusal().text;
    }
    std::int64_t parts_left()
    {
        return database.read().snapshot().one(R"sql(select count(*) from uploads_part)sql")->integer(0);
    }

    testing::Scanner scanner;
    Room room;
    db::Lanes lanes{1};
    db::Lane lane{database, lanes};
    act::Actor anna, pere;
};
INSTANTIATE_TEST_SUITE_P(Engines, UploadsTest, db::testing::all_engines(), db::testing::engine_name);

TEST_P(UploadsTest, ComesInPiecesAndIsWholeWithTheLast)
{
    auto const bytes = text(2'500'000);
    auto const id = begun(2'500'000);
    EXPECT_EQ(sent({id}, piece(bytes.substr(0, 1'000'000), 0, false)).received, 1'000'000);
    EXPECT_EQ(of(id).state, State::Receiving);
    EXPECT_EQ(content(room, database.read().snapshot(), id), std::nullopt) << "not before a verdict";
    EXPECT_EQ(sent({id}, piece(bytes.substr(1'000'000, 300'000), 1'000'000)).received, 1'300'000);
    EXPECT_EQ(sent({id, 1'300'000}, piece(bytes.substr(1'300'000))).received, 2'500'000);
    auto const kept = of(id);
    EXPECT_EQ(kept.state, State::Clean);
    EXPECT_EQ(kept.type, "text/plain");
    EXPECT_EQ(kept.sha256, base::hex(base::sha256(bytes)));
    EXPECT_EQ(scanner.heard, bytes.size());
    EXPECT_EQ(content(room, database.read().snapshot(), id), bytes);
    EXPECT_EQ(sent({id, 2'500'000}, piece("x")).text, "uploads.whole-already");
}

TEST_P(UploadsTest, MayEndAfterItsLastByte)
{
    auto const id = begun(10);
    EXPECT_EQ(sent({id}, piece("bon dia!\n\n", 0, false)).received, 10);
    EXPECT_EQ(of(id).state, State::Clean);
    EXPECT_EQ(sent({id}, piece("", 10)).received, 10) << "the end of a body in chunks";
    EXPECT_EQ(sent({id, 10}, piece("")).text, "uploads.whole-already") << "a request of its own is another thing";
}

TEST_P(UploadsTest, GoesOnOnlyWhereItStands)
{
    auto const id = begun(100);
    EXPECT_EQ(sent({id, 10}, piece(text(10))).text, "uploads.wrong-offset");
    EXPECT_EQ(sent({id}, piece(text(101))).text, "uploads.too-much");
    // Two requests that both saw it at 0: the second to be recorded counts for nothing.
    auto const first = bring(room, database.read().snapshot(), anna, noon, {id}, piece(text(40), 0, true, "one"));
    auto const second = bring(room, database.read().snapshot(), anna, noon, {id}, piece(text(30), 0, true, "two"));
    EXPECT_TRUE(in_lane<Kept>(anna, noon, [&](act::Act& act) { return take(room, act, *first); }));
    auto const late = in_lane<Kept>(anna, noon, [&](act::Act& act) { return take(room, act, *second); });
    ASSERT_FALSE(late);
    EXPECT_EQ(late.refusal().why, base::Refusal::Why::Conflict);
    EXPECT_EQ(of(id).received, 40);
    dispose_dropped(room, lane, database);
    EXPECT_EQ(parts_left(), 1) << "what did not count is gone";
    EXPECT_EQ(sent({id, 40}, piece(text(60))).received, 100);
    EXPECT_EQ(content(room, database.read().snapshot(), id), text(100));
}

TEST_P(UploadsTest, WithAChecksumCountsAllTogetherOrNotAtAll)
{
    auto const bytes = text(50) + "b" + text(49);
    auto const id = begun(100);
    auto const right = tus::Checksum{"sha256", base::sha256(bytes)};
    EXPECT_EQ(sent({id, 0, right}, piece(bytes.substr(0, 50), 0, false)).received, 0) << "not yet";
    EXPECT_EQ(sent({id, 0, right}, piece(text(50), 50)).text, "uploads.altered");
    EXPECT_EQ(of(id).received, 0);
    EXPECT_EQ(sent({id, 0, right}, piece(bytes.substr(0, 50), 0, false, "again")).received, 0);
    EXPECT_EQ(sent({id, 0, right}, piece(bytes.substr(50), 50, true, "again")).received, 100);
    EXPECT_EQ(content(room, database.read().snapshot(), id), bytes);
    dispose_dropped(room, lane, database);
    EXPECT_EQ(parts_left(), 2);
}

TEST_P(UploadsTest, WithAChecksumThatIsCutOffCountsForNothing)
{
    auto const id = begun(100);
    auto const sum = tus::Checksum{"sha256", base::sha256(text(100))};
    sent({id, 0, sum}, piece(text(50), 0, false));
    auto half = piece(text(10), 50, false);
    half.cut = true;
    EXPECT_EQ(sent({id, 0, sum}, half).text, "uploads.altered");
    EXPECT_EQ(of(id).received, 0);
    dispose_dropped(room, lane, database);
    EXPECT_EQ(parts_left(), 0);
}

TEST_P(UploadsTest, InfectedIsRefusedAndNotKept)
{
    auto const bytes = text(2'000'000) + testing::eicar();
    auto const id = begun(std::int64_t(bytes.size()));
    sent({id}, piece(bytes.substr(0, 1'500'000), 0, false));
    EXPECT_EQ(sent({id}, piece(bytes.substr(1'500'000), 1'500'000)).text, "uploads.infected");
    EXPECT_EQ(of(id).state, State::Infected);
    EXPECT_EQ(frozen(anna, id, "filing"), "uploads.infected");
    dispose_dropped(room, lane, database);
    EXPECT_EQ(parts_left(), 0);
    EXPECT_EQ(content(room, database.read().snapshot(), id), std::nullopt);
    EXPECT_FALSE(prepare(room, "virus.txt", testing::eicar())) << "nor in a form";
}

TEST_P(UploadsTest, MislabelledIsRefusedWithItsName)
{
    auto const id = begun(5, "foto.png");
    EXPECT_EQ(sent({id}, piece("text\n")).text, "uploads.mislabelled");
    EXPECT_EQ(of(id).state, State::Unreadable);
    auto const form = prepare(room, "/tmp/foto.png", "text\n");
    ASSERT_FALSE(form);
    EXPECT_EQ(form.refusal().with.at(0).second, "foto.png");
}

TEST_P(UploadsTest, MayBeFiledWhileTheScannerIsDownAndIsServedOnlyAfterItsVerdict)
{
    scanner.down = true;
    auto const good = handed_in("bon dia\n"), bad = handed_in("mal dia\n" + testing::eicar());
    EXPECT_EQ(of(good).state, State::Quarantined);
    EXPECT_EQ(frozen(anna, good, "filing"), "");
    EXPECT_EQ(frozen(anna, bad, "filing"), "");
    EXPECT_EQ(waiting(database.read().snapshot()).count, 2);
    EXPECT_EQ(content(room, database.read().snapshot(), good), std::nullopt);
    rescan(room, lane, database, noon + 2min);
    EXPECT_EQ(of(good).state, State::Quarantined) << "still down";
    scanner.down = false;
    std::vector<Kept> told;
    room.on_infected = [&](act::Act&, Kept const& kept) { told.push_back(kept); };
    rescan(room, lane, database, noon + 10min);
    EXPECT_EQ(of(good).state, State::Clean);
    EXPECT_EQ(content(room, database.read().snapshot(), good), "bon dia\n");
    EXPECT_EQ(of(bad).state, State::Infected);
    ASSERT_EQ(told.size(), 1u);
    EXPECT_EQ(told[0].holder, "filing");
    EXPECT_EQ(content(room, database.read().snapshot(), bad), std::nullopt) << "isolated";
    EXPECT_EQ(waiting(database.read().snapshot()).count, 0);
}

TEST_P(UploadsTest, IsFiledOnceByItsOwnerAndNeverChangesAgain)
{
    auto const id = handed_in("bon dia\n");
    EXPECT_EQ(frozen(pere, id, "filing"), "uploads.none-such");
    EXPECT_EQ(removed(pere, id), "uploads.none-such");
    EXPECT_FALSE(owns(database.read().snapshot(), pere, id));
    EXPECT_EQ(frozen(anna, begun(10), "filing"), "uploads.not-whole");
    EXPECT_EQ(frozen(anna, id, "filing"), "");
    EXPECT_EQ(frozen(anna, id, "filing"), "") << "the same again";
    EXPECT_EQ(frozen(anna, id, "another"), "uploads.already-filed");
    EXPECT_EQ(removed(anna, id), "uploads.already-filed");
    expire(room, lane, database, noon + 1000h);
    EXPECT_EQ(of(id).state, State::Clean);
    EXPECT_TRUE(of(id).frozen);
}

TEST_P(UploadsTest, GoesWhenItsOwnerOrItsTimeSaysSo)
{
    auto const id = handed_in("bon dia\n"), other = handed_in("bona tarda\n");
    EXPECT_EQ(removed(anna, id), "");
    EXPECT_EQ(removed(anna, id), "uploads.expired");
    EXPECT_EQ(of(id).name, "");
    EXPECT_EQ(frozen(anna, other, "filing", noon + 745h), "uploads.expired") << "late, though nobody has swept yet";
    expire(room, lane, database, noon + 743h);
    EXPECT_EQ(of(other).state, State::Clean);
    expire(room, lane, database, noon + 745h);
    EXPECT_EQ(of(other).state, State::Disposed);
    dispose_dropped(room, lane, database);
    EXPECT_EQ(parts_left(), 0);
    expire(room, lane, database, noon + 3000h);
    EXPECT_FALSE(find(database.read().snapshot(), id)) << "that there was one is forgotten in the end";
}

TEST_P(UploadsTest, HasAQuotaOfFilesAndOfBytes)
{
    for (int i = 0; i < 2; ++i) begun(3'000'000);
    auto const more = in_lane<Kept>(anna, noon, [&](act::Act& act) { return begin(room, act, {"c", "", 3'000'000}); });
    ASSERT_FALSE(more);
    EXPECT_EQ(more.refusal().text, "uploads.quota-bytes");
    for (int i = 0; i < 2; ++i) begun(10);
    auto const fifth = in_lane<Kept>(anna, noon, [&](act::Act& act) { return begin(room, act, {"c", "", 10}); });
    ASSERT_FALSE(fifth);
    EXPECT_EQ(fifth.refusal().text, "uploads.quota-files");
    EXPECT_TRUE(in_lane<Kept>(pere, noon, [&](act::Act& act) { return begin(room, act, {"c", "", 10}); }));
    auto const huge = in_lane<Kept>(pere, noon, [&](act::Act& act) { return begin(room, act, {"c", "", 5'000'001}); });
    EXPECT_EQ(huge.refusal().why, base::Refusal::Why::TooLarge);
}

TEST_P(UploadsTest, IsNeverServedDamaged)
{
    auto const id = handed_in("bon dia\n");
    EXPECT_TRUE(intact(room, database.read().snapshot(), id));
    for (auto const& entry : std::filesystem::directory_iterator(room.setting.folder))
        std::filesystem::resize_file(entry.path(), std::filesystem::file_size(entry.path()) - 1);
    EXPECT_EQ(content(room, database.read().snapshot(), id), std::nullopt);
    EXPECT_FALSE(intact(room, database.read().snapshot(), id));
}

TEST_P(UploadsTest, DisposedBytesAreGoneFromTheDisk)
{
    auto const kept = handed_in("bon dia\n"), id = handed_in(text(400'000));
    auto const part = store::parts(database.read().snapshot(), id).at(0);
    EXPECT_TRUE(room.blobs.get(part.blob));
    EXPECT_EQ(removed(anna, id), "");
    dispose_dropped(room, lane, database);
    EXPECT_FALSE(room.blobs.get(part.blob));
    EXPECT_EQ(content(room, database.read().snapshot(), kept), "bon dia\n") << "its neighbour stays";
}

TEST_P(UploadsTest, LeftoversOfADeadProcessGoAndNothingElse)
{
    auto const id = handed_in("bon dia\n");
    auto const part = store::parts(database.read().snapshot(), id).at(0);
    auto const orphan = put(room, 0, "ningú no em coneix").at(0);
    auto const file = std::filesystem::path(room.setting.folder) / part.blob.segment;
    Room after({.folder = room.setting.folder, .master_key = room.setting.master_key});
    tidy_store(after, database);
    EXPECT_TRUE(after.blobs.get(orphan.blob)) << "it may be about to be named";
    std::filesystem::last_write_time(file, std::filesystem::file_time_type::clock::now() - 25h);
    tidy_store(after, database);
    EXPECT_FALSE(after.blobs.get(orphan.blob));
    EXPECT_EQ(content(after, database.read().snapshot(), id), "bon dia\n");
    removed(anna, id);
    dispose_dropped(after, lane, database);
    std::filesystem::last_write_time(file, std::filesystem::file_time_type::clock::now() - 25h);
    tidy_store(after, database);
    EXPECT_FALSE(std::filesystem::exists(file)) << "nothing is left in it";
}

TEST(UploadField, CarriesIdsAndNothingElse)
{
    auto const a = base::fresh_id_text(noon), b = base::fresh_id_text(noon);
    auto const found = ids_in(a + " ../x  " + b + " " + a + " '");
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].text, a);
    EXPECT_EQ(found[1].text, b);
    EXPECT_TRUE(ids_in("").empty());
}

Kept file(std::string const& name, std::int64_t bytes)
{
    Kept kept;
    kept.name = name;
    kept.bytes = bytes;
    return kept;
}

std::vector<std::string> faults(Limits const& limits, std::vector<Kept> const& files, std::int64_t form = 0)
{
    auto const done = judge(limits, files, 1, form);
    if (done) return {};
    std::vector<std::string> list{done.refusal().text};
    for (auto const& other : done.refusal().others) list.push_back(other.text);
    return list;
}

TEST(UploadLimits, OfTheRegisterExchangeAreHeldToBeforeThereIsANumber)
{
    using List = std::vector<std::string>;
    auto const limits = exchange_limits();
    EXPECT_EQ(faults(limits, {}), List{});
    EXPECT_EQ(faults(limits, {file("a.pdf", 10'000'000), file("B.JPG", 4'000'000)}), List{});
    EXPECT_EQ(faults(limits, {file("a.pdf", 10'000'001)}), List{"uploads.file-too-large"});
    EXPECT_EQ(faults(limits, {file("a.pdf", 9'000'000), file("b.pdf", 6'000'001)}), List{"uploads.total-too-large"});
    EXPECT_EQ(faults(limits, {file("a.pdf", 9'000'000), file("b.pdf", 5'000'000)}, 1'000'001),
              List{"uploads.total-too-large"})
        << "the form counts";
    EXPECT_EQ(faults(limits, std::vector<Kept>(4, file("a.pdf", 1))), List{});
    EXPECT_EQ(faults(limits, std::vector<Kept>(5, file("a.pdf", 1))), List{"uploads.too-many-files"});
    EXPECT_EQ(faults(limits, {file("a.heic", 1)}), List{"uploads.extension"});
    EXPECT_EQ(faults(limits, {file("senseres", 1)}), List{"uploads.extension"});
    EXPECT_EQ(faults(limits, {file(std::string(76, 'x') + ".pdf", 1)}), List{});
    EXPECT_EQ(faults(limits, {file(std::string(77, 'x') + ".pdf", 1)}), List{"uploads.name-too-long"});
    EXPECT_EQ(faults(limits, {file("a.exe", 10'000'001), file("b.exe", 1)}),
              (List{"uploads.file-too-large", "uploads.extension", "uploads.extension"}));
    EXPECT_EQ(faults(own_limits(), {file("a.heic", 90'000'000)}), List{});
}

}
}
