// SPDX-License-Identifier: EUPL-1.2
// The drawing is done by finestreta-arms, which lies beside this program.
#include "rooms/documents/pdf/arms.h"

#include <array>
#include <charconv>
#include <filesystem>
#include <spawn.h>
#include <stdexcept>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace documents::pdf {
namespace {

constexpr std::size_t largest_picture = 16u << 20;

struct Pipe {
    Pipe()
    {
        if (pipe(ends.data()) != 0) throw std::runtime_error("no pipe");
    }
    ~Pipe()
    {
        shut(0);
        shut(1);
    }
    void shut(std::size_t end)
    {
        if (ends[end] >= 0) close(ends[end]);
        ends[end] = -1;
    }
    std::array<int, 2> ends{-1, -1}; // read, write
};

pid_t start(Pipe const& in, Pipe const& out)
{
    auto const program = (std::filesystem::read_symlink("/proc/self/exe").parent_path() / "finestreta-arms").string();
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in.ends[0], 0);
    posix_spawn_file_actions_adddup2(&actions, out.ends[1], 1);
    for (auto const descriptor : {in.ends[0], in.ends[1], out.ends[0], out.ends[1]})
        posix_spawn_file_actions_addclose(&actions, descriptor);
    std::string name = "finestreta-arms";
    std::array<char*, 2> arguments{name.data(), nullptr};
    std::array<char*, 1> environment{nullptr};
    pid_t child = -1;
    auto const failed = posix_spawn(&child, program.c_str(), &actions, nullptr, arguments.data(), environment.data());
    posix_spawn_file_actions_destroy(&actions);
    if (failed) throw std::runtime_error("cannot start " + program);
    return child;
}

std::string exchange(std::string const& text, Pipe& in, Pipe& out)
{
    in.shut(0);
    out.shut(1);
    // Written beside the reading, so that neither side waits for the other with a full pipe.
    std::thread writer([&] {
        for (std::size_t done = 0; done < text.size();) {
            auto const count = write(in.ends[1], text.data() + done, text.size() - done);
            if (count <= 0) break;
            done += std::size_t(count);
        }
        in.shut(1);
    });
    std::string answer;
    std::array<char, 65536> piece{};
    for (ssize_t count = 0;
         answer.size() < largest_picture && (count = read(out.ends[0], piece.data(), piece.size())) > 0;)
        answer.append(piece.data(), std::size_t(count));
    writer.join();
    return answer;
}

}

Picture draw_arms(std::string const& svg)
{
    Pipe in, out;
    auto const child = start(in, out);
    auto const answer = exchange(svg, in, out);
    int status = 0;
    waitpid(child, &status, 0);
    Picture picture{};
    auto const line = answer.find('\n');
    auto const space = answer.find(' ');
    if (status != 0 || line == answer.npos || space > line) throw std::runtime_error("the arms are no SVG drawing");
    std::from_chars(answer.data(), answer.data() + space, picture.width);
    std::from_chars(answer.data() + space + 1, answer.data() + line, picture.height);
    picture.rgb = answer.substr(line + 1);
    if (picture.rgb.size() != std::size_t(picture.width) * std::size_t(picture.height) * 3)
        throw std::runtime_error("the arms were not drawn whole");
    return picture;
}

}
