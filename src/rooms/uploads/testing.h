// SPDX-License-Identifier: EUPL-1.2
// A scanner for tests: it knows EICAR's harmless test file, and does what the test says.
#pragma once
#include "ports/virus_scan/virus_scan.h"

#include <atomic>
#include <string>

namespace uploads::testing {

// In two halves, so that no scanner takes this file for one.
inline std::string eicar()
{
    return std::string("X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-") + "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";
}

class Scanner final : public ports::VirusScan {
public:
    ports::Scanned scan(std::function<std::string()> const& next) override
    {
        using enum ports::Scanned::Verdict;
        ++asked;
        if (down) return {Unknown, "", "down"};
        std::string whole;
        for (auto piece = next(); !piece.empty(); piece = next()) whole += piece;
        heard = whole.size();
        if (whole.find(eicar()) != whole.npos) return {Infected, "Eicar-Test-Signature", ""};
        return {Clean, "", ""};
    }
    ports::Check check() override { return {"virus_scan", !down, "of the tests"}; }

    std::atomic<bool> down = false;
    std::atomic<int> asked = 0;
    std::atomic<std::size_t> heard = 0;
};

}
