-- SPDX-License-Identifier: EUPL-1.2
-- How much is filed in a month, and how much of it as a generic application, is counted from the index alone.
create index cases_matter_time on cases_matter (opened_at, procedure);
