// SPDX-License-Identifier: EUPL-1.2
// What may become of a requirement and of an exchange.
#include "base/states.h"
#include "rooms/counter/counter.h"

namespace counter {
namespace {

constexpr base::Names<2> requirement_names{"pending", "amended"};
constexpr std::array requirement_moves{
    base::Move{RequirementState::Pending, RequirementEvent::Amend, RequirementState::Amended},
};
constexpr base::Names<5> exchange_names{"waiting", "sent", "confirmed", "rejected", "closed"};
constexpr base::Names<5> event_names{"send", "fail", "confirm", "reject", "close"};
constexpr std::array exchange_moves{
    base::Move{ExchangeState::Waiting, ExchangeEvent::Send, ExchangeState::Sent},
    base::Move{ExchangeState::Waiting, ExchangeEvent::Close, ExchangeState::Closed},
    base::Move{ExchangeState::Sent, ExchangeEvent::Fail, ExchangeState::Waiting},
    base::Move{ExchangeState::Sent, ExchangeEvent::Confirm, ExchangeState::Confirmed},
    base::Move{ExchangeState::Sent, ExchangeEvent::Reject, ExchangeState::Rejected},
    base::Move{ExchangeState::Rejected, ExchangeEvent::Send, ExchangeState::Sent},
    base::Move{ExchangeState::Rejected, ExchangeEvent::Close, ExchangeState::Closed},
};

}

std::string_view name(RequirementState state) { return base::name_in(requirement_names, state); }
std::optional<RequirementState> after(RequirementState state, RequirementEvent event)
{
    return base::after(requirement_moves, state, event);
}

std::string_view name(ExchangeState state) { return base::name_in(exchange_names, state); }
std::optional<ExchangeState> exchange_state_named(std::string_view text)
{
    return base::named_in<ExchangeState>(exchange_names, text);
}
std::string_view name(ExchangeEvent event) { return base::name_in(event_names, event); }
std::optional<ExchangeEvent> exchange_event_named(std::string_view text)
{
    return base::named_in<ExchangeEvent>(event_names, text);
}
std::optional<ExchangeState> after(ExchangeState state, ExchangeEvent event)
{
    return base::after(exchange_moves, state, event);
}

}
