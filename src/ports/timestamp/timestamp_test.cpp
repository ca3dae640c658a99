// SPDX-License-Identifier: EUPL-1.2
// Against an authority that others wrote: `openssl ts`, answering behind our own server.
#include "ports/timestamp/timestamp.h"

#include "base/crypto.h"
#include "net/testing.h"

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

namespace ports {
namespace {

namespace fs = std::filesystem;

// A directory with a certification authority and a time-stamping certificate under it.
class Tsa : public ::testing::Test {
protected:
    Tsa() : folder(fs::temp_directory_path() / ("finestreta-tsa-" + base::hex(base::random_bytes(6))))
    {
        fs::create_directories(folder);
        write("ts.cnf", "[req]\ndistinguished_name=dn\n[dn]\n[tsa]\nextendedKeyUsage=critical,timeStamping\n"
                        "keyUsage=critical,digitalSignature\n[ca]\nbasicConstraints=critical,CA:true\n[conf]\n"
                        "serial=serial\nsigner_cert=tsa.crt\ncerts=tsa.crt\nsigner_key=tsa.key\nsigner_digest=sha256\n"
                        "default_policy=1.2.3.4.1\ndigests=sha256\ness_cert_id_alg=sha256\n[ts]\ndefault_tsa=conf\n");
        for (auto const* const name : {"ca", "other"})
            run("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj /CN=" +
                std::string(name) + " -keyout " + name + ".key -out " + name + ".crt -config ts.cnf -extensions ca");
        run("openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=tsa -keyout tsa.key -out tsa.csr"
            " -config ts.cnf && openssl x509 -req -in tsa.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 30"
            " -extfile ts.cnf -extensions tsa -out tsa.crt");
        write("serial", "01\n");
    }
    ~Tsa() override { fs::remove_all(folder); }

    void write(std::string const& name, std::string const& text) const { std::ofstream(folder / name) << text; }
    std::string read(std::string const& name) const
    {
        std::ifstream file(folder / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    void run(std::string const& command) const
    {
        ASSERT_EQ(std::system(("cd " + folder.string() + " && (" + command + ") > log 2>&1").c_str()), 0)
            << read("log");
    }
    std::string answered(std::string const& request) const
    {
        std::ofstream(folder / "query", std::ios::binary) << request;
        run("openssl ts -reply -config ts.cnf -section conf -queryfile query -out reply");
        return read("reply");
    }
    std::string ca(char const* name = "ca.crt") const { return (folder / name).string(); }

    fs::path const folder;
    std::string const hash = base::sha256("Finestreta");
};

TEST(TimestampRequest, IsTheVectorOfTheRules)
{
    // docs: a request over SHA-256 of "Finestreta", no nonce, certificates wanted.
    EXPECT_EQ(
        base::hex(timestamp_request(base::sha256("Finestreta"), 0)),
        "30390201013031300d06096086480165030402010500042065d972ab454e7d1d59f918d8fb8dbee2e9dfdcbae4a7dc99b104b9f90e9e"
        "64f60101ff");
}

TEST_F(Tsa, AnAuthoritysWordIsTakenAndVerifiesLater)
{
    net::testing::Served const served([&](net::Request& request) {
        EXPECT_EQ(net::find(request.headers, "Content-Type"), "application/timestamp-query");
        net::Response response;
        response.headers = {{"Content-Type", "application/timestamp-reply"}};
        response.body = answered(request.body);
        return response;
    });
    auto const authority = rfc3161_authority(served.url("/tsa"), ca());
    auto const stamped = authority->stamp(hash);
    ASSERT_TRUE(stamped.good) << stamped.trouble;
    auto const now = base::SystemClock().now();
    EXPECT_NEAR(double(stamped.at.micros), double(now.micros), 5e6);
    EXPECT_EQ(verify_timestamp(stamped.token, hash, ca()), stamped.at);
    EXPECT_FALSE(verify_timestamp(stamped.token, base::sha256("other"), ca()));
    EXPECT_FALSE(verify_timestamp(stamped.token, hash, ca("other.crt")));
    for (std::size_t at = 0; at < stamped.token.size(); at += 97) {
        auto flipped = stamped.token;
        flipped[at] = char(flipped[at] ^ 1);
        // Unsigned parts (the outer certificates' order, for one) may be flipped without harm; none may crash.
        verify_timestamp(flipped, hash, ca());
    }
    EXPECT_TRUE(authority->check().ready);
}

TEST_F(Tsa, AnotherHashNonceAuthorityOrGarbageIsRefused)
{
    auto const good = answered(timestamp_request(hash, 77));
    EXPECT_TRUE(read_timestamp(good, hash, 77, ca()).good);
    EXPECT_FALSE(read_timestamp(good, hash, 78, ca()).good) << "an answer to another question, played again";
    EXPECT_FALSE(read_timestamp(good, base::sha256("x"), 77, ca()).good);
    EXPECT_FALSE(read_timestamp(good, hash, 77, ca("other.crt")).good);
    EXPECT_FALSE(read_timestamp(good.substr(0, good.size() / 2), hash, 77, ca()).good);
    EXPECT_FALSE(read_timestamp("garbage", hash, 77, ca()).good);
    EXPECT_FALSE(read_timestamp(good, hash, 77, "/nowhere.pem").good);
}

TEST_F(Tsa, OneThatDoesNotAnswerIsTroubleNotAnException)
{
    net::testing::Served const served([](net::Request&) { return net::testing::text("down", 503); });
    auto const stamped = rfc3161_authority(served.url("/tsa"), ca())->stamp(hash);
    EXPECT_FALSE(stamped.good);
    EXPECT_EQ(stamped.trouble, "the authority does not answer");
}

}
}
