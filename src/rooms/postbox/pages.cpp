// SPDX-License-Identifier: EUPL-1.2
#include "base/text.h"
#include "rooms/postbox/postbox.h"
#include "web/parts.h"

namespace postbox {
namespace {

struct Line {
    std::string text;
};
BOOST_DESCRIBE_STRUCT(Line, (), (text))

struct Message {
    std::string medium, when, to, subject, language;
    std::vector<Line> lines;
};
BOOST_DESCRIBE_STRUCT(Message, (), (medium, when, to, subject, language, lines))

struct Page {
    static constexpr auto view = "postbox/messages";
    std::string title;
    std::vector<Message> messages;
};
BOOST_DESCRIBE_STRUCT(Page, (), (title, messages))

Message shown(web::Call const& call, ports::Kept const& kept)
{
    Message message;
    message.medium = call.say("postbox.by-" + kept.medium);
    message.when = base::day_in_words(base::local_day(kept.at), call.language) + ", " + base::local_time(kept.at);
    message.to = kept.to;
    message.subject = kept.subject;
    message.language = kept.language;
    for (auto const& line : base::split(kept.text, '\n'))
        if (!line.empty()) message.lines.push_back({line});
    return message;
}

base::Result<Page> show(Room& room, db::Snapshot const&, web::Call const& call, web::Nothing const&)
{
    Page page;
    page.title = call.say("postbox.title");
    for (auto const& kept : room.box.newest()) page.messages.push_back(shown(call, kept));
    return page;
}

}

void routes(web::Router& on, Room& room)
{
    if (room.open) on.look(std::string(address), web::anyone(), room, show, {.slow = true}); // reads many files
}

}
