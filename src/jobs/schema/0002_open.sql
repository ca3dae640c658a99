-- SPDX-License-Identifier: EUPL-1.2
-- Every page of the office counts what is not done; what is done is most of the table.
create index jobs_job_open on jobs_job (state) where state <> 'done';
