// SPDX-License-Identifier: EUPL-1.2
#include "base/contacts.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace base {
namespace {

TEST(Telephone, IsKnownHoweverItIsWritten)
{
    for (auto const* const typed :
         {"600123456", "600 12 34 56", " 600.123.456 ", "+34 600 123 456", "0034600123456", "(+34) 600-12-34-56",
          "34600123456", "\u202a+34\u00a0600\u202f123\u200b456\u202c", "+34600123456"})
        EXPECT_EQ(telephone_number(typed), "+34600123456") << typed;
    EXPECT_EQ(telephone_number("+33 6 12 34 56 78"), "+33612345678");
    EXPECT_EQ(telephone_number("00376 312 345"), "+376312345");
    EXPECT_EQ(telephone_number("+1 (212) 555-0100"), "+12125550100");
}

TEST(Telephone, IsNotWhatCannotBeCalled)
{
    for (auto const* const typed : {"", "+", "12345678", "12345678Z", "1234567890", "500123456", "+34 500 123 456",
                                    "+34 60012345", "+34 6001234567", "+012345678", "+1234567890123456", "600+123456",
                                    "600 123 456;600", "six", "+12345", "\xff"})
        EXPECT_EQ(telephone_number(typed), std::nullopt) << typed;
}

TEST(Telephone, OfAFixedLineTakesNoMessages)
{
    EXPECT_TRUE(is_fixed_line("+34938000010"));
    EXPECT_TRUE(is_fixed_line("+34872000000"));
    EXPECT_FALSE(is_fixed_line("+34600123456"));
    EXPECT_FALSE(is_fixed_line("+34712345678"));
    EXPECT_FALSE(is_fixed_line("+33912345678"));
}

TEST(Email, HasOneForm)
{
    EXPECT_EQ(email_address(" Anna.Puig@Exemple.CAT "), "anna.puig@exemple.cat");
    EXPECT_EQ(email_address("a+cita@x.y-z.example"), "a+cita@x.y-z.example");
    EXPECT_EQ(email_address("o'neill@exemple.cat"), "o'neill@exemple.cat");
    EXPECT_EQ(email_address("anna@castañer.cat"), "anna@xn--castaer-8za.cat");
    EXPECT_EQ(email_address("anna@paral\u00b7lel.cat"), "anna@xn--parallel-koa.cat");
    EXPECT_EQ(email_address("anna@xn--castaer-8za.cat"), "anna@xn--castaer-8za.cat");
}

TEST(Email, IsNotWhatNoServerTakes)
{
    auto const long_name = fmt::format("{:a>65}@exemple.cat", "");
    auto const long_label = fmt::format("a@{:a>64}.cat", "");
    for (std::string const typed : {"",
                                    "@",
                                    "anna",
                                    "anna@",
                                    "@exemple.cat",
                                    "anna@localhost",
                                    "anna@exemple.",
                                    "anna@.cat",
                                    "anna@127.0.0.1",
                                    "anna@[127.0.0.1]",
                                    "anna puig@exemple.cat",
                                    "anna@exem ple.cat",
                                    ".anna@exemple.cat",
                                    "anna.@exemple.cat",
                                    "an..na@exemple.cat",
                                    "\"anna\"@exemple.cat",
                                    "anna@exemple.cat,b@exemple.cat",
                                    "anna@-exemple.cat",
                                    "Anna <anna@exemple.cat>",
                                    "núria@exemple.cat",
                                    "anna@exemple.cat\r\nBcc: b@exemple.cat",
                                    "a\n@exemple.cat",
                                    "anna@exe_mple.cat",
                                    "\xff@exemple.cat",
                                    long_name.c_str(),
                                    long_label.c_str()})
        EXPECT_EQ(email_address(typed), std::nullopt) << typed;
}

}
}
