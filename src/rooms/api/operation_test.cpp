// SPDX-License-Identifier: EUPL-1.2
#include "rooms/api/openapi.h"

#include <gtest/gtest.h>

namespace api {
namespace {

struct Which {
    std::string id;
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(Which, (), (id, note))

struct Upload {
    web::Octets file;
};
BOOST_DESCRIBE_STRUCT(Upload, (), (file))

struct Page {
    static constexpr auto view = "x";
    static constexpr bool creates = true;
    std::string title;
};
BOOST_DESCRIBE_STRUCT(Page, (), (title))

base::Result<Page> look(Page&, db::Snapshot const&, web::Call const&, Which const&) { return Page{}; }
base::Result<Page> look_at_file(Page&, db::Snapshot const&, web::Call const&, Upload const&) { return Page{}; }
base::Result<Which> prepare(Page&, db::Snapshot const&, web::Call const&, Which const& which) { return which; }
base::Result<Page> record(Page&, act::Act&, Which const&) { return Page{}; }

struct Office {
    Office()
    {
        on.look("/things/{id}", web::anyone(), room, look);
        on.act("/things/{id}", web::staff("things.change"), room, prepare, record,
               {.limited = "enter", .step_up = true});
        on.ask("/things", web::citizen(act::Level::High), room, look_at_file);
    }
    json::object told(std::string_view method, std::string_view pattern)
    {
        web::Schemas schemas;
        return operation(*on.find(method, pattern), schemas);
    }
    Page room;
    web::Router on;
};

bool answers(json::object const& told, std::string_view status)
{
    return told.at("responses").as_object().contains(status);
}

TEST(OpenApi, AnOpenLookTakesPathAndQueryAndNeedsNobody)
{
    auto const told = Office().told("GET", "/things/{id}");
    EXPECT_EQ(told.at("operationId"), "get-things-by-id");
    auto const& parameters = told.at("parameters").as_array();
    ASSERT_EQ(parameters.size(), 3u); // and the language
    EXPECT_EQ(parameters[0].at("in"), "path");
    EXPECT_EQ(parameters[1].at("in"), "query");
    EXPECT_EQ(parameters[1].at("required"), false);
    EXPECT_TRUE(told.at("security").as_array().empty());
    EXPECT_FALSE(told.contains("requestBody"));
    EXPECT_FALSE(answers(told, "429"));
    EXPECT_TRUE(told.at("responses").at("200").at("content").as_object().contains("text/html"));
}

TEST(OpenApi, AnActTellsItsGuardAndItsBodyWithoutThePathsMembers)
{
    auto const told = Office().told("POST", "/things/{id}");
    auto const body = told.at("requestBody").at("content").at("application/json").at("schema").as_object();
    EXPECT_FALSE(body.at("properties").as_object().contains("id"));
    EXPECT_TRUE(body.at("properties").as_object().contains("note"));
    EXPECT_FALSE(body.contains("required"));
    EXPECT_EQ(told.at("requestBody").at("required"), false);
    EXPECT_EQ(told.at("x-permission"), "things.change");
    EXPECT_EQ(told.at("x-fresh-proof"), true);
    EXPECT_EQ(told.at("security").as_array().size(), 2u);
    for (auto const* const status :
         {"201", "303", "400", "401", "403", "404", "409", "410", "413", "422", "429", "5XX"})
        EXPECT_TRUE(answers(told, status)) << status;
}

TEST(OpenApi, AFileGoesIntoAFormOfPartsAndNotIntoJson)
{
    auto const told = Office().told("POST", "/things");
    auto const& content = told.at("requestBody").at("content").as_object();
    EXPECT_TRUE(content.contains("multipart/form-data"));
    EXPECT_FALSE(content.contains("application/json"));
    EXPECT_EQ(told.at("x-level"), "high");
}

}
}
