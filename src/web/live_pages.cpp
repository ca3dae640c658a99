// SPDX-License-Identifier: EUPL-1.2
// GET /directe?tema=…: the feed of one or several topics.
#include "web/live_pages.h"
#include "base/text.h"

#include <charconv>

namespace web {
namespace {

using base::Refusal;

struct Asked {
    std::vector<std::string> tema;
};
BOOST_DESCRIBE_STRUCT(Asked, (), (tema))

std::int64_t number(std::string const& text)
{
    std::int64_t value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && value > 0 ? value : 0;
}

base::Result<Answer> listen(Live& live, db::Snapshot const& snapshot, Call const& call, Asked const& asked)
{
    if (asked.tema.empty() || asked.tema.size() > 10)
        return Refusal{Refusal::Why::Unprocessable, "web.no-topic", "tema"};
    for (auto const& topic : asked.tema) {
        auto const found = live.topics().find(topic);
        if (found == live.topics().end()) return Refusal{Refusal::Why::NotFound, "web.no-topic", "tema"};
        if (auto no = fault(found->second, call.by)) return *no;
    }
    auto const who = call.by.session ? call.by.session.text : call.peer;
    auto feed = live.listen(snapshot, asked.tema, number(call.last_event_id), who);
    if (!feed) return feed.refusal();
    Answer answer;
    answer.feed = *feed;
    return answer;
}

}

void live_routes(Router& on, Live& live)
{
    on.look("/directe", anyone(), live, listen, {.gives = "text/event-stream"});
}

}
