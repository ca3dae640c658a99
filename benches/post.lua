-- SPDX-License-Identifier: EUPL-1.2
-- wrk: ask as many residents in turn, for residence slips or what BODY says. TOKENS names a file of bearer tokens, one
-- a line; without it every request is the same.
local tokens = {}
if os.getenv("TOKENS") then for line in io.lines(os.getenv("TOKENS")) do tokens[#tokens + 1] = line end end
local next_token = 0
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Accept"] = "application/json"
wrk.body = os.getenv("BODY") or '{"kind":"individual","purpose":"school","language":"ca"}'
function request()
    if #tokens > 0 then
        next_token = next_token % #tokens + 1
        wrk.headers["Authorization"] = "Bearer " .. tokens[next_token]
    end
    return wrk.format()
end
function response(status) if status ~= 201 then print("status " .. status) end end
