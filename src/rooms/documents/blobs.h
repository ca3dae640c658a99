// SPDX-License-Identifier: EUPL-1.2
// The document store of a town: blobs encrypted with AES-256-GCM, appended to segment files, never overwritten.
// Putting does not wait for the disk; `flush` makes everything put so far durable at once, and the lane calls it
// before it commits the rows that name them.
#pragma once
#include "base/crypto.h"
#include "db/db.h"

#include <filesystem>
#include <mutex>
#include <string>

namespace documents {

struct Blob {
    std::string name; // 32 bytes: HMAC of the plain text's SHA-256 under the town's key
    std::string segment;
    std::int64_t place = 0;
    std::int64_t length = 0;
    std::string head; // name of the blob with which its plain text begins, empty when it stands alone
};

class Blobs {
public:
    // `folder` is made if need be. Each process writes segments of its own.
    Blobs(std::filesystem::path folder, std::string_view master_key);
    ~Blobs();
    Blobs(Blobs const&) = delete;

    // Appends; any thread. `plain` is the text behind that of `head` (all of it when there is none), `sha256` the whole
    // text's. Throws std::system_error when the disk refuses.
    Blob put(std::string_view plain, base::Digest const& sha256, Blob const* head = nullptr);
    // Makes what was put durable. Any thread.
    void flush();
    // The whole plain text, or nothing when the stored bytes are damaged or missing: never bytes that are not those
    // put. `head` is the whole text of the blob that `head` names.
    std::optional<std::string> get(Blob const&, std::string_view head = {}) const;
    // Gives the disk back what a blob took; it cannot be read any more. Only for one that no row shares.
    void dispose(Blob const&);
    // Segments that nobody has written to since: of them everything may be disposed of that no row names.
    std::vector<std::string> segments_before(std::filesystem::file_time_type) const;
    // Disposes of all that lies outside `places` (offset and length, in order); of the whole file when there are none.
    void keep_only(std::string const& segment, std::vector<std::pair<std::int64_t, std::int64_t>> const& places);

private:
    struct Segment;
    void open_segment();
    std::filesystem::path folder;
    std::string name_key, content_key;
    std::mutex mutex, flushing;
    std::unique_ptr<Segment> segment;
};

// The row of a blob, written by the act that names it.
void record(db::Tx&, Blob const&, std::int64_t now);
std::optional<Blob> find(db::Snapshot const&, std::string_view name);
// The whole text of a blob that a row names, with its beginning.
std::optional<std::string> read(Blobs const&, db::Snapshot const&, std::string_view name);

}
