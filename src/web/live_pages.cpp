// SPDX-License-Identifier: EUPL-1.2
// GET /directe?tema=…&despres=…: the feed of one or several topics, as events or, when it is asked so, by WebSocket.
#include "web/live_pages.h"
#include "base/text.h"

#include <charconv>

namespace web {
namespace {

using base::Refusal;

struct Asked {
    std::vector<std::string> tema;
    std::optional<std::string> despres; // the last event heard, for those who cannot send Last-Event-ID
};
BOOST_DESCRIBE_STRUCT(Asked, (), (tema, despres))

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
        if (auto no = fault(found->second.guard, call.by)) return *no;
    }
    Live::Asking const asking{.topics = asked.tema,
                              .last_id =
                                  number(call.last_event_id.empty() ? asked.despres.value_or("") : call.last_event_id),
                              .by = call.by,
                              .who = call.by.session ? call.by.session.text : call.peer};
    Answer answer;
    if (call.websocket) {
        auto conversation = live.converse(snapshot, asking);
        if (!conversation) return conversation.refusal();
        answer.conversation = *conversation;
    } else {
        auto feed = live.listen(snapshot, asking);
        if (!feed) return feed.refusal();
        answer.feed = *feed;
    }
    return answer;
}

}

void live_routes(Router& on, Live& live)
{
    on.look("/directe", anyone(), live, listen, {.gives = "text/event-stream"});
}

}
