// SPDX-License-Identifier: EUPL-1.2
// Looking for malware in what people hand in. Waits for another program: for jobs and worker threads.
#pragma once
#include "ports/check.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace ports {

struct Scanned {
    // Unknown: the scanner did not say (it is down, slow, or the file is larger than it takes).
    enum class Verdict { Clean, Infected, Unknown };
    Verdict verdict = Verdict::Unknown;
    std::string found = {};   // name of the signature, when infected
    std::string trouble = {}; // why it is unknown, in English; no personal data
};

class VirusScan {
public:
    virtual ~VirusScan() = default;
    // The file comes piece by piece; an empty one ends it. Any thread. Does not throw for what the scanner does; what
    // `next` throws goes through.
    virtual Scanned scan(std::function<std::string()> const& next) = 0;
    virtual Check check() = 0;
};

// ClamAV's daemon (clamd(8), INSTREAM).
struct ClamdSetting {
    std::string socket = {}; // path of its Unix socket; else host and port
    std::string host = {};
    std::uint16_t port = 3310;
    int seconds = 60; // for a whole file
};
std::unique_ptr<VirusScan> clamd(ClamdSetting);

}
