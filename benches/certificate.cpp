// SPDX-License-Identifier: EUPL-1.2
// CPU time of each step of issuing a document, beside the bare signature: where the whole request's cost goes.
// Usage: bench_certificate rsa|p256 [seconds a step] [bare: only the bare signature]
#include "app/embedded.h"
#include "rooms/documents/blobs.h"
#include "rooms/documents/code.h"
#include "rooms/documents/documents.h"
#include "rooms/documents/pdf/composer.h"
#include "rooms/documents/pdf/printer.h"
#include "rooms/documents/pdf/qr.h"

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <functional>

namespace {

double cpu_seconds()
{
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return double(now.tv_sec) + double(now.tv_nsec) * 1e-9;
}

void measure(char const* name, double seconds, std::function<void()> const& work)
{
    work();
    auto const begun = cpu_seconds();
    int times = 0;
    while (cpu_seconds() - begun < seconds) {
        work();
        ++times;
    }
    std::printf("{\"step\":\"%s\",\"microseconds\":%.1f}\n", name, (cpu_seconds() - begun) * 1e6 / times);
    std::fflush(stdout);
}

documents::Paper paper()
{
    documents::Paper paper;
    paper.language = "ca";
    paper.title = "Volant d'empadronament individual";
    paper.issuer = "Ajuntament de Vilanova del Riu";
    paper.under_issuer = "Oficina d'Atenció Ciutadana · Padró municipal d'habitants";
    paper.check_label = "Codi segur de verificació (CSV)";
    paper.check_text = "Podeu comprovar l'autenticitat d'aquest document amb el codi, o llegint el QR, a:";
    paper.page_label = "Pàgina {page} de {pages}";
    paper.qr_alternative = "Codi QR amb l'adreça de verificació d'aquest document";
    paper.say("Segons el padró municipal d'habitants de Vilanova del Riu, consten les dades següents:");
    paper.facts({{"Nom i cognoms", "Núria Puig Ferrer"}, {"Document d'identitat", "12345678Z"}});
    paper.facts({{"Adreça", "carrer Major, 12, 2n 1a"}, {"Municipi", "08998 Vilanova del Riu"}});
    paper.say("Finalitat: escola o estudis.");
    paper.note("Dades del padró a 22 de novembre de 2026.");
    return paper;
}

}

int main(int count, char** arguments)
{
    auto const rsa = count < 2 || std::string_view(arguments[1]) == "rsa";
    auto const seconds = count > 2 ? std::atof(arguments[2]) : 1.0;
    auto const made = documents::make_sample_seal("Ajuntament de prova", "P0899900E", "x", rsa);
    documents::Seal const seal(made.key_pem, "x", made.certificates_pem);
    auto const& files = app::embedded();
    documents::pdf::Printer const printer(
        {files.regular_font, files.bold_font, files.colour_profile, "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"},
        seal);
    documents::pdf::Font const regular(files.regular_font, "A"), bold(files.bold_font, "B");
    auto const folder =
        std::filesystem::temp_directory_path() / ("finestreta-bench-" + base::hex(base::random_bytes(6)));
    documents::Blobs blobs(folder, "master");
    auto const what = paper();
    auto const code = documents::fresh_code();
    auto const address = "http://localhost:8080/verifica/" + code;
    auto const at = base::SystemClock().now();
    auto const printed = printer.print(what, code, address, at);

    measure("bare signature", seconds, [&] { seal.bare_signature("what is to be signed, of the usual length"); });
    if (count > 3) {
        std::filesystem::remove_all(folder);
        return 0;
    }
    measure("CMS", seconds, [&] { seal.sign(base::Digest(32, 'x')); });
    measure("QR code", seconds, [&] { documents::pdf::qr_squares(address); });
    measure("compose", seconds, [&] { documents::pdf::compose(what, regular, bold, code, address); });
    measure("print and seal", seconds, [&] { printer.print(what, code, address, at); });
    measure("store", seconds, [&] { blobs.put(printed.tail, printed.sha256); });
    std::printf("{\"step\":\"bytes of the file\",\"bytes\":%zu,\"own\":%zu}\n",
                printer.head().size() + printed.tail.size(), printed.tail.size());
    std::filesystem::remove_all(folder);
}
