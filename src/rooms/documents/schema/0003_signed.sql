-- SPDX-License-Identifier: EUPL-1.2
-- Documents that a person signs, not the body's seal: who, with their post. Their `sealed_by` is empty.
alter table documents_issued add column signed_by TEXT;
