// SPDX-License-Identifier: EUPL-1.2
// The document store: what was put comes back, or nothing does.
#include "db/testing.h"
#include "rooms/documents/blobs.h"

#include <atomic>
#include <fstream>
#include <set>
#include <sstream>
#include <thread>

namespace documents {
namespace {

namespace fs = std::filesystem;

std::string const key(32, 'k');

fs::path fresh_folder() { return db::testing::folder() / ("blobs-" + base::hex(base::random_bytes(6))); }

std::string whole(fs::path const& file)
{
    std::ifstream in(file, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

void overwrite(fs::path const& file, std::string const& bytes)
{
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

TEST(Blobs, GiveBackWhatWasPut)
{
    Blobs blobs(fresh_folder(), key);
    for (auto const& plain :
         {std::string("x"), std::string(1'000'000, 'y'), base::random_bytes(4097), std::string("\0\0", 2)}) {
        auto const blob = blobs.put(plain, base::sha256(plain));
        EXPECT_EQ(blobs.get(blob), plain) << "before the flush";
        blobs.flush();
        EXPECT_EQ(blobs.get(blob), plain);
    }
}

TEST(Blobs, OutliveTheProcessThatPutThem)
{
    auto const folder = fresh_folder();
    Blob blob;
    {
        Blobs first(folder, key);
        blob = first.put("kept", base::sha256("kept"));
        first.flush();
    }
    EXPECT_EQ(Blobs(folder, key).get(blob), "kept");
    EXPECT_EQ(Blobs(folder, std::string(32, 'z')).get(blob), std::nullopt) << "another town's key opens nothing";
}

TEST(Blobs, DoNotWriteThePlainTextAnywhere)
{
    auto const folder = fresh_folder();
    std::string const plain = "Núria Puig Ferrer viu al carrer del Forn, 1";
    Blobs blobs(folder, key);
    auto const blob = blobs.put(plain, base::sha256(plain));
    blobs.flush();
    EXPECT_EQ(whole(folder / blob.segment).find("Puig"), std::string::npos);
    EXPECT_NE(blob.name, base::sha256(plain)) << "the name tells nothing of the content to who has no key";
}

TEST(Blobs, DamagedAnywhereAreNeverServed)
{
    auto const folder = fresh_folder();
    auto const plain = base::random_bytes(20'000);
    Blob blob;
    {
        Blobs blobs(folder, key);
        blobs.put("something before", base::sha256("something before"));
        blob = blobs.put(plain, base::sha256(plain));
        blobs.put("something behind", base::sha256("something behind"));
        blobs.flush();
    }
    Blobs const reader(folder, key);
    auto const file = folder / blob.segment;
    auto const good = whole(file);
    ASSERT_EQ(reader.get(blob), plain);
    for (std::size_t at = std::size_t(blob.place); at < std::size_t(blob.place + blob.length); at += 97) {
        auto bytes = good;
        bytes[at] = char(bytes[at] ^ (1 << (at % 8)));
        overwrite(file, bytes);
        ASSERT_EQ(reader.get(blob), std::nullopt) << "byte " << at;
    }
    for (std::size_t const length :
         {std::size_t(0), std::size_t(blob.place), std::size_t(blob.place + blob.length - 1)}) {
        overwrite(file, good.substr(0, length));
        EXPECT_EQ(reader.get(blob), std::nullopt) << "cut at " << length;
    }
    overwrite(file, good);
    EXPECT_EQ(reader.get(blob), plain);
    fs::remove(file);
    EXPECT_EQ(reader.get(blob), std::nullopt);
}

TEST(Blobs, AreNotServedUnderEachOthersNames)
{
    Blobs blobs(fresh_folder(), key);
    auto const one = blobs.put("one", base::sha256("one")), two = blobs.put("two", base::sha256("two"));
    auto mixed = one;
    mixed.place = two.place;
    EXPECT_EQ(blobs.get(mixed), std::nullopt);
    mixed = one;
    mixed.name = two.name;
    EXPECT_EQ(blobs.get(mixed), std::nullopt);
    auto const strange = [&](auto const& spoil) {
        auto blob = one;
        spoil(blob);
        return blobs.get(blob);
    };
    EXPECT_EQ(strange([](Blob& b) { b.segment = "../keys/town.key"; }), std::nullopt);
    EXPECT_EQ(strange([](Blob& b) { b.segment = ""; }), std::nullopt);
    EXPECT_EQ(strange([](Blob& b) { b.name = ""; }), std::nullopt);
    for (auto const place : {std::int64_t(-1), std::int64_t(1), std::int64_t(1) << 40})
        EXPECT_EQ(strange([&](Blob& b) { b.place = place; }), std::nullopt) << place;
    for (auto const length : {std::int64_t(-5), std::int64_t(0), std::int64_t(1), std::int64_t(1) << 40})
        EXPECT_EQ(strange([&](Blob& b) { b.length = length; }), std::nullopt) << length;
}

TEST(Blobs, ArePutFlushedAndReadByManyHandsAtOnce)
{
    Blobs blobs(fresh_folder(), key);
    std::atomic<int> wrong = 0;
    std::atomic<bool> done = false;
    std::thread flusher([&] {
        while (!done) blobs.flush();
    });
    std::vector<std::thread> hands;
    std::mutex mutex;
    std::set<std::pair<std::string, std::int64_t>> places;
    for (int hand = 0; hand < 4; ++hand)
        hands.emplace_back([&, hand] {
            std::vector<std::pair<Blob, std::string>> own;
            for (int i = 0; i < 100; ++i) {
                auto const plain =
                    std::to_string(hand) + "/" + std::to_string(i) + base::random_bytes(std::size_t(i * 37));
                own.emplace_back(blobs.put(plain, base::sha256(plain)), plain);
                auto const& [blob, text] = own[std::size_t(i) / 2];
                if (blobs.get(blob) != text) ++wrong;
            }
            std::lock_guard const hold(mutex);
            for (auto const& [blob, text] : own) {
                if (blobs.get(blob) != text) ++wrong;
                if (!places.emplace(blob.segment, blob.place).second) ++wrong;
            }
        });
    for (auto& hand : hands) hand.join();
    done = true;
    flusher.join();
    EXPECT_EQ(wrong, 0);
    EXPECT_EQ(places.size(), 400u);
}

TEST(Blobs, ThatShareABeginningAreWholeOnlyWithIt)
{
    Blobs blobs(fresh_folder(), key);
    std::string const beginning(10'000, 'b'), rest = "the rest", whole_text = beginning + rest;
    auto const head = blobs.put(beginning, base::sha256(beginning));
    auto const blob = blobs.put(rest, base::sha256(whole_text), &head);
    EXPECT_EQ(blob.head, head.name);
    EXPECT_LT(blob.length, 100) << "the beginning is not stored again";
    EXPECT_EQ(blobs.get(blob, beginning), whole_text);
    EXPECT_EQ(blobs.get(blob), std::nullopt) << "the rest alone is not the document";
    auto other = beginning;
    other[5000] = 'x';
    EXPECT_EQ(blobs.get(blob, other), std::nullopt);
    EXPECT_EQ(blobs.get(blob, beginning.substr(1)), std::nullopt);
}

TEST(Blobs, OfTwoProcessesDoNotMeet)
{
    auto const folder = fresh_folder();
    Blobs first(folder, key), second(folder, key);
    auto const a = first.put("a", base::sha256("a")), b = second.put("b", base::sha256("b"));
    EXPECT_NE(a.segment, b.segment);
    EXPECT_EQ(first.get(b), "b");
    EXPECT_EQ(second.get(a), "a");
}

TEST(Blobs, ThatTheDiskRefusesAreTold)
{
    auto const folder = fresh_folder();
    Blobs blobs(folder, key);
    fs::remove(folder);
    EXPECT_THROW(blobs.put("x", base::sha256("x")), std::system_error);
}

}
}
