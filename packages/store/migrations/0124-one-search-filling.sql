-- What is there already comes to the search in its order; a job makes the pieces batch by batch while the service is at work.
insert into search_queue (district_id, matter_id)
select district_id, matter_id
from matter_listing
order by district_id, matter_id;
