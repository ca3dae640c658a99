// SPDX-License-Identifier: EUPL-1.2
// Segments on disk. Why files of many blobs and not one each: a batch of documents is one flush (docs/decisions/0003).
#include "rooms/documents/blobs.h"

#include "base/id.h"

#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace documents {
namespace {

constexpr std::int64_t largest_segment = std::int64_t(1) << 30;

[[noreturn]] void fail(char const* what) { throw std::system_error(errno, std::generic_category(), what); }

class Descriptor {
public:
    explicit Descriptor(int opened) : number(opened) {}
    Descriptor(Descriptor const&) = delete;
    ~Descriptor()
    {
        if (number >= 0) close(number);
    }
    int const number;
};

// A hole where something was: read as zeros, and no blocks are held by it. Where the file system has no holes the bytes
// are left: they are encrypted, and the row with their place is gone.
void punch(int file, std::int64_t place, std::int64_t length)
{
    if (length > 0) fallocate(file, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, place, length);
}

void flush_folder(std::filesystem::path const& folder)
{
    Descriptor const opened(open(folder.c_str(), O_RDONLY | O_DIRECTORY));
    if (opened.number < 0 || fsync(opened.number) != 0) fail("documents: folder");
}

}

struct Blobs::Segment {
    Segment(std::filesystem::path const& folder, std::string own_name) :
        name(std::move(own_name)), file(open((folder / name).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600))
    {
        if (file.number < 0) fail("documents: segment");
        flush_folder(folder);
    }
    std::string const name;
    Descriptor file;
    std::int64_t end = 0;
};

Blobs::Blobs(std::filesystem::path where, std::string_view master_key) :
    folder(std::move(where)),
    name_key(base::derive_key(master_key, "documents.name")),
    content_key(base::derive_key(master_key, "documents.content"))
{
    std::filesystem::create_directories(folder);
}

Blobs::~Blobs() = default;

void Blobs::open_segment()
{
    if (segment) flush();
    auto const name = base::fresh_id_text(base::SystemClock().now()) + ".blobs";
    std::lock_guard const hold(flushing);
    segment = std::make_unique<Segment>(folder, name);
}

Blob Blobs::put(std::string_view plain, base::Digest const& sha256, Blob const* head)
{
    Blob blob;
    blob.name = base::hmac_sha256(name_key, sha256);
    if (head) blob.head = head->name;
    // The name is bound to the bytes: a record copied over another's place does not decrypt.
    auto const sealed = base::encrypt(content_key, plain, blob.name);
    blob.length = std::int64_t(sealed.size());
    int file = -1;
    {
        std::lock_guard const hold(mutex);
        if (!segment || segment->end > largest_segment) open_segment();
        blob.segment = segment->name;
        blob.place = segment->end;
        segment->end += blob.length;
        file = segment->file.number;
        for (std::size_t done = 0; done < sealed.size();) {
            auto const count =
                pwrite(file, sealed.data() + done, sealed.size() - done, blob.place + std::int64_t(done));
            if (count <= 0) fail("documents: write");
            done += std::size_t(count);
        }
    }
    return blob;
}

void Blobs::flush()
{
    std::lock_guard const hold(flushing);
    if (segment && fdatasync(segment->file.number) != 0) fail("documents: flush");
}

std::optional<std::string> Blobs::get(Blob const& blob, std::string_view head) const
{
    if (blob.length <= 0 || blob.length > largest_segment || blob.segment.find('/') != std::string::npos) return {};
    Descriptor const file(open((folder / blob.segment).c_str(), O_RDONLY | O_CLOEXEC));
    std::string sealed(std::size_t(blob.length), '\0');
    if (file.number < 0 || pread(file.number, sealed.data(), sealed.size(), blob.place) != blob.length) return {};
    auto own = base::decrypt(content_key, sealed, blob.name);
    if (!own) return {};
    auto plain = head.empty() ? std::move(*own) : std::string(head) + *own;
    if (base::hmac_sha256(name_key, base::sha256(plain)) != blob.name) return {};
    return plain;
}

void Blobs::dispose(Blob const& blob)
{
    if (blob.length <= 0 || blob.segment.find('/') != std::string::npos) return;
    Descriptor const file(open((folder / blob.segment).c_str(), O_WRONLY | O_CLOEXEC));
    if (file.number >= 0) punch(file.number, blob.place, blob.length);
}

std::vector<std::string> Blobs::segments_before(std::filesystem::file_time_type when) const
{
    std::vector<std::string> names;
    std::error_code none;
    for (auto const& entry : std::filesystem::directory_iterator(folder, none))
        if (entry.is_regular_file(none) && entry.path().extension() == ".blobs" && entry.last_write_time(none) < when)
            names.push_back(entry.path().filename().string());
    return names;
}

void Blobs::keep_only(std::string const& name, std::vector<std::pair<std::int64_t, std::int64_t>> const& places)
{
    auto const path = folder / name;
    std::error_code none;
    {
        std::lock_guard const hold(mutex);
        if (segment && segment->name == name) return;
    }
    if (places.empty()) {
        std::filesystem::remove(path, none);
        return;
    }
    Descriptor const file(open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (file.number < 0) return;
    auto const end = std::int64_t(std::filesystem::file_size(path, none));
    std::int64_t at = 0;
    for (auto const& [place, length] : places) {
        punch(file.number, at, place - at);
        at = place + length;
    }
    punch(file.number, at, end - at);
}

void record(db::Tx& tx, Blob const& blob, std::int64_t now)
{
    auto const head = blob.head.empty() ? std::nullopt : std::optional(db::Bytes{blob.head});
    tx(R"sql(
        insert into documents_blob (name, segment, place, length, head, stored_at) values ($1, $2, $3, $4, $5, $6)
        on conflict (name) do nothing
        )sql",
       db::Bytes{blob.name}, blob.segment, blob.place, blob.length, head, now);
}

std::optional<Blob> find(db::Snapshot const& snapshot, std::string_view name)
{
    auto const row = snapshot.one(R"sql(
        select segment, place, length, head from documents_blob where name = $1
        )sql",
                                  db::Bytes{std::string(name)});
    if (!row) return {};
    return Blob{std::string(name), row->text(0), row->integer(1), row->integer(2), row->null(3) ? "" : row->bytes(3)};
}

std::optional<std::string> read(Blobs const& blobs, db::Snapshot const& snapshot, std::string_view name)
{
    auto const blob = find(snapshot, name);
    if (!blob) return {};
    if (blob->head.empty()) return blobs.get(*blob);
    auto const head = find(snapshot, blob->head);
    auto const beginning = head ? blobs.get(*head) : std::nullopt;
    return beginning ? blobs.get(*blob, *beginning) : std::nullopt;
}

}
