-- SPDX-License-Identifier: EUPL-1.2
-- The hourly round looks for what nobody went on with; what is over is most of the table.
create index assistance_assistance_open on assistance_assistance (draft) where state in ('filling', 'printed');
